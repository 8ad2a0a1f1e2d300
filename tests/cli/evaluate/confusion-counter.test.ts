import { expect, test } from 'vitest'
import { ConfusionCounter } from '../../../src/cli/evaluate/confusion-counter.js'
import { tf } from '../../../src/engine/index.js'

test('counts over batches, from class numbers and from one-hot targets', () => {
  const before = tf.memory().numTensors
  const counter = new ConfusionCounter(3)
  const probabilities = [
    [0.8, 0.1, 0.1],
    [0.2, 0.7, 0.1],
    [0.4, 0.3, 0.3],
  ]
  tf.tidy(() => {
    counter.updateState(tf.tensor1d([0, 1, 1], 'int32'), tf.tensor2d(probabilities))
    counter.updateState(tf.tensor2d([[0, 0, 1]]), tf.tensor2d([[0.1, 0.2, 0.7]]))
    counter.updateState(tf.tensor2d([[2]], [1, 1], 'int32'), tf.tensor2d([[0.9, 0, 0.1]]))
    expect(counter.result().dataSync()[0]).toBeCloseTo(3 / 5)
  })
  expect(counter.matrix()).toEqual([
    [1, 0, 0],
    [1, 1, 0],
    [1, 0, 1],
  ])
  counter.dispose()
  expect(tf.memory().numTensors).toBe(before)
})

test('counts two classes from one probability', () => {
  const counter = new ConfusionCounter(2)
  tf.tidy(() =>
    counter.updateState(tf.tensor1d([0, 1, 1, 1], 'int32'), tf.tensor2d([[0.2], [0.4], [0.6], [1]])),
  )
  tf.tidy(() => counter.updateState(tf.tensor1d([0, 1]), tf.tensor2d([[0.6], [0.7]])))
  expect(counter.matrix()).toEqual([
    [1, 1],
    [1, 3],
  ])
  counter.dispose()
})
