// Lesson 9a: the gradient of a two-layer network in three ways: by differences, by hand, and automatically
import { activations, losses, setRandomSeed, tf, toArray, toCategorical } from 'keratin'
import { show } from './board.js'

setRandomSeed(9)
const { sigmoid, softmax } = activations
// a small case: five samples of four numbers, six hidden units, three classes
const x = tf.randomNormal([5, 4], 0, 1, 'float32', 1)
const t = toCategorical([0, 2, 1, 1, 0], 3)
const weights = [
  tf.randomNormal([4, 6], 0, 0.5, 'float32', 2),
  tf.zeros([6]),
  tf.randomNormal([6, 3], 0, 0.5, 'float32', 3),
  tf.zeros([3]),
]
const names = ['W1', 'b1', 'W2', 'b2']

// automatically
const crossEntropy = losses.CategoricalCrossentropy()
const loss = (W1: tf.Tensor, b1: tf.Tensor, W2: tf.Tensor, b2: tf.Tensor) =>
  crossEntropy.compute(t, softmax(sigmoid(x.matMul(W1).add(b1)).matMul(W2).add(b2)))
const automatic = tf.grads(loss)(weights)
show('loss', loss(...(weights as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor])))

// by hand: from the loss back to the weights; that of softmax with cross-entropy is simply y - t
const [W1, b1, W2, b2] = weights as [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor]
const z = sigmoid(x.matMul(W1).add(b1))
const y = softmax(z.matMul(W2).add(b2))
const dScores = y.sub(t).div(5)
const dHidden = dScores.matMul(W2, false, true).mul(z).mul(tf.sub(1, z))
const byHand = [x.matMul(dHidden, true), dHidden.sum(0), z.matMul(dScores, true), dScores.sum(0)]

// by differences, in numbers of 64 bits: two losses for each of the weights
const [xs, ts]: number[][][] = [toArray(x), toArray(t)]
function lossOf(values: number[][]): number {
  const [v1, c1, v2, c2] = values as [number[], number[], number[], number[]]
  const samples = xs!.map((row, i) => {
    const hidden = c1.map((b, j) => 1 / (1 + Math.exp(-row.reduce((s, v, k) => s + v * v1[k * 6 + j]!, b))))
    const e = c2.map((b, j) => Math.exp(hidden.reduce((s, v, k) => s + v * v2[k * 3 + j]!, b)))
    return -Math.log(e[ts![i]!.indexOf(1)]! / e.reduce((s, v) => s + v))
  })
  return samples.reduce((s, v) => s + v) / samples.length
}
const numbers = weights.map((w) => Array.from(w.dataSync()))
const numerical = numbers.map((values, n) =>
  values.map((value, i) => {
    const at = (v: number) => lossOf(numbers.map((own, m) => (m === n ? own.with(i, v) : own)))
    return (at(value + 1e-4) - at(value - 1e-4)) / 2e-4
  }),
)

// equal to 1e-6: the fast way is right
for (const [i, name] of names.entries()) {
  const flat = automatic[i]!.flatten()
  show(`${name}: greatest difference of by hand`, flat.sub(byHand[i]!.flatten()).abs().max())
  show(`${name}: greatest difference of differences`, flat.sub(numerical[i]!).abs().max())
}
