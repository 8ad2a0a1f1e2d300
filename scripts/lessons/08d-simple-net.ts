// Lesson 8d: the gradient of a network's loss by its weights; why the loss is trained and not the accuracy
import { losses, tf, toArray } from 'keratin'
import { linePlot } from 'keratin/plot'
import { compare, draw, show } from './board.js'

// two inputs, three classes; the text draws the weights at random and prints these
const W = tf.tensor([
  [0.47355232, 0.9977393, 0.84668094],
  [0.85557411, 0.03563661, 0.69422093],
])
const x = tf.tensor([[0.6, 0.9]])
const t = tf.tensor([[0, 0, 1]])
const crossEntropy = losses.CategoricalCrossentropy({ fromLogits: true })
const loss = (W: tf.Tensor) => crossEntropy.compute(t, x.matMul(W))

compare('scores', '[[1.05414809, 0.63071653, 1.1328074]]', x.matMul(W))
compare('answer', '[2]', x.matMul(W).argMax(1))
compare('loss', '0.92806853663411326', loss(W))

// the text's own call for it is a TypeError in Python; this is what it means, and what it prints
const slope = tf.grad(loss)(W)
compare('gradient', '[[0.21924763, 0.14356247, -0.36281009], [0.32887144, 0.2153437, -0.54421514]]', slope)

/** The same by differences, one weight after the other, in numbers of 64 bits. */
function numerical(h = 1e-4): number[][] {
  const weights: number[][] = toArray(W)
  const at = (row: number, column: number, change: number) => {
    const scores = [0, 1, 2].map((j) =>
      [0.6, 0.9].reduce((s, v, i) => s + v * (weights[i]![j]! + (i === row && j === column ? change : 0)), 0),
    )
    return Math.log(scores.reduce((s, v) => s + Math.exp(v), 0)) - scores[2]!
  }
  return weights.map((row, i) => row.map((_, j) => (at(i, j, h) - at(i, j, -h)) / (2 * h)))
}
const difference = slope.sub(numerical()).abs().max()
show('greatest difference to the numerical gradient', difference)

// where one weight moves, the loss moves with it, but the accuracy stands still until it leaps: it has no slope
const changes = Array.from({ length: 61 }, (_, i) => i / 60 - 0.5)
const moved = changes.map((change) =>
  W.add(
    tf.tensor([
      [0, 0, change],
      [0, 0, 0],
    ]),
  ),
)
const lossAt = moved.map((W) => loss(W).dataSync()[0]!)
const accuracyAt = moved.map((W) => (x.matMul(W).argMax(1).dataSync()[0] === 2 ? 1 : 0))
show('different values of the loss', new Set(lossAt).size)
show('different values of the accuracy', new Set(accuracyAt).size)
const lines = { loss: lossAt, accuracy: accuracyAt }
await draw(
  '08-loss-and-accuracy',
  linePlot(lines, { x: changes, xLabel: 'change of one weight', title: 'The loss has a slope' }),
)
