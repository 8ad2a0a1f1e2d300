// Lesson 9b: a two-layer network trained on MNIST by mini-batches, with its own loop; learning curves
import { activations, gather, losses, setRandomSeed, tf } from 'keratin'
import { mnist } from 'keratin/datasets'
import { linePlot } from 'keratin/plot'
import { atMost, draw, show } from './board.js'

setRandomSeed(9)
const images = atMost(60_000)
const limit = { train: images, test: atMost(10_000) }
const { train, test } = await mnist.load({ flatten: true, oneHot: true, limit })

const { sigmoid, softmax } = activations
const weights = [
  tf.variable(tf.randomNormal([784, 50], 0, 0.01, 'float32', 1)),
  tf.variable(tf.zeros([50])),
  tf.variable(tf.randomNormal([50, 10], 0, 0.01, 'float32', 2)),
  tf.variable(tf.zeros([10])),
]
const predict = (x: tf.Tensor) => {
  const [W1, b1, W2, b2] = weights as [tf.Variable, tf.Variable, tf.Variable, tf.Variable]
  return softmax(sigmoid(x.matMul(W1).add(b1)).matMul(W2).add(b2))
}
const crossEntropy = losses.CategoricalCrossentropy()
const accuracy = ({ x, y }: { x: tf.Tensor; y: tf.Tensor }) =>
  tf.tidy(() => predict(x).argMax(1).equal(y.argMax(1)).toFloat().mean().dataSync()[0]!)

// the text takes ten thousand steps; here five epochs of them
const [batchSize, learningRate, epochs] = [100, 0.1, 5]
const stepsOfEpoch = Math.ceil(images / batchSize)
const lossOfSteps: number[] = []
const curves: Record<string, number[]> = { training: [accuracy(train)], test: [accuracy(test)] }
for (let step = 1; step <= epochs * stepsOfEpoch; step++) {
  tf.tidy(() => {
    // a mini-batch at random
    const chosen = tf.randomUniform([batchSize], 0, images, 'int32', step)
    const [x, t] = [gather(train.x, chosen), gather(train.y, chosen)]
    const { value, grads } = tf.variableGrads(() => crossEntropy.compute(t, predict(x)).asScalar())
    for (const w of weights) w.assign(w.sub(grads[w.name]!.mul(learningRate)))
    lossOfSteps.push(value.dataSync()[0]!)
  })
  if (step % stepsOfEpoch > 0) continue
  curves.training!.push(accuracy(train))
  curves.test!.push(accuracy(test))
  const [known, unseen] = Object.values(curves).map((curve) => curve.at(-1)!.toFixed(4))
  console.log(`epoch ${step / stepsOfEpoch}: training ${known}, test ${unseen}`)
}
show('steps', lossOfSteps.length)
show('loss of the first and the last step', [lossOfSteps[0], lossOfSteps.at(-1)])
show('accuracy on the training and the test images', [curves.training!.at(-1), curves.test!.at(-1)])
// they go up together: nothing is learnt by heart
await draw('09-loss', linePlot({ loss: lossOfSteps }, { title: 'Loss of each mini-batch', xLabel: 'step' }))
const axis = { xLabel: 'epoch', yLabel: 'accuracy', yRange: [0, 1] as const }
await draw('09-accuracy', linePlot(curves, { title: 'Accuracy after each epoch', ...axis }))
