// Lesson 6: reading digits with a network that is trained already: one by one, and in batches
import { activations, tf } from 'keratin'
import { mnist, mnistMlp } from 'keratin/datasets'
import { atMost, compare, show, timed } from './board.js'

const { weights } = await mnistMlp.load()
const { W1, b1, W2, b2, W3, b3 } = weights
const { test } = await mnist.load({ flatten: true, limit: { train: 1 } })

const { sigmoid, softmax } = activations
const predict = (x: tf.Tensor) => {
  const z1 = sigmoid(x.matMul(W1).add(b1))
  const z2 = sigmoid(z1.matMul(W2).add(b2))
  return softmax(z2.matMul(W3).add(b3))
}

// the axes next to each other are equally long; what is left are samples and classes
compare('x', '[10000, 784]', test.x.shape)
compare('W1', '[784, 50]', W1.shape)
compare('W2', '[50, 100]', W2.shape)
compare('W3', '[100, 10]', W3.shape)
show('y of one', predict(test.x.slice(0, 1)).shape)
show('y of a batch', predict(test.x.slice(0, 100)).shape)

/** Counts the right answers among the first images, so many at a time. */
async function countRight(images: number, batchSize: number): Promise<number> {
  let right = 0
  for (let start = 0; start < images; start += batchSize) {
    right += tf.tidy(() => {
      const y = predict(test.x.slice(start, batchSize))
      const labels = test.y.slice(start, batchSize)
      return y.argMax(1).equal(labels).sum().dataSync()[0]!
    })
  }
  return right
}

// all in batches of 100, twice: the first time the engine warms up
await countRight(10_000, 100)
const [right, batched] = await timed(() => countRight(10_000, 100))
compare('right answers of 10000, in batches of 100', '9352', right)
compare('accuracy', '0.9352', right / 10_000)

const images = atMost(10_000)
const [rightSingly, singly] = await timed(() => countRight(images, 1))
show(`right answers of ${images}, one by one`, rightSingly)
const factor = ((singly / images) * 10_000) / batched
show('milliseconds in batches', Math.round(batched))
show('milliseconds one by one', Math.round((singly / images) * 10_000))
console.log(`Batches are ${factor.toFixed(1)} times as fast; the text saw about 5.`)
