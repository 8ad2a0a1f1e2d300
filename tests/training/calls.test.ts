import { activations, losses, metrics, tf } from 'keratin'
import { describe, expect, it } from 'vitest'
import { expectNoLeak } from '../harness/leaks.js'

const yTrue = [
  [0, 1],
  [0, 0],
]
const yPred = [
  [1, 1],
  [1, 0],
]

/** The number, its tensor freed. */
function number(y: tf.Tensor): number {
  const [value] = y.dataSync()
  y.dispose()
  return value!
}

// the values are those of Keras 3.15.1
describe('losses are called as in Keras', () => {
  it('with targets and predictions, tensors or numbers', () =>
    expectNoLeak(() => {
      const mse = losses.MeanSquaredError()
      expect(number(mse(yTrue, yPred))).toBeCloseTo(0.5, 6)
      const [a, b] = [tf.tensor(yTrue), tf.tensor(yPred)]
      expect(number(mse(a, b))).toBeCloseTo(0.5, 6)
      tf.dispose([a, b])
    }))

  it('with weights of samples', () =>
    expectNoLeak(() => {
      expect(number(losses.MeanSquaredError()(yTrue, yPred, [0.7, 0.3]))).toBeCloseTo(0.25, 6)
      expect(number(losses.Huber({ reduction: 'sum' })(yTrue, yPred, [2, 1]))).toBeCloseTo(0.75, 6)
    }))

  it('masked predictions do not count', () => {
    const mse = losses.MeanSquaredError()
    const [a, b, mask] = [tf.tensor(yTrue), tf.tensor([[1, 1], [3, 0]]), tf.tensor([true, false])] // biome-ignore format: short
    expect(number(mse.compute(a, b, null, mask))).toBeCloseTo(0.5, 6)
    expect(number(mse.compute(a, b, tf.tensor([0.7, 0.3]), mask))).toBeCloseTo(0.35, 6)
  })

  it('of a class of its own', () => {
    class Quartic extends losses.Loss {
      static override readonly className = 'Quartic'
      override call(y: tf.Tensor, p: tf.Tensor) {
        return tf.mean(tf.pow(tf.sub(y, p), 4), -1)
      }
    }
    expect(number(new Quartic()([[1, 2]], [[3, 2]]))).toBeCloseTo(8, 5)
  })
})

describe('metrics are called as in Keras', () => {
  it('count a batch and give the figure so far', () => {
    const mse = metrics.MeanSquaredError()
    expect(mse.name).toBe('mean_squared_error')
    expect(number(mse(yTrue, yPred))).toBeCloseTo(0.5, 6)
    expect(number(mse(yTrue, yTrue))).toBeCloseTo(0.25, 6)
    mse.resetState()
    expect(number(mse(yTrue, yPred, [1, 0]))).toBeCloseTo(0.5, 6)
    mse.dispose()
  })

  it('of values', () => {
    const mean = metrics.Mean()
    expect(number(mean([1, 3, 5, 7]))).toBeCloseTo(4, 6)
    mean.resetState()
    expect(number(mean([1, 3, 5, 7], [1, 1, 0, 0]))).toBeCloseTo(2, 6)
    mean.dispose()
  })

  it('have the names of Keras beside their own', () => {
    expect(metrics.MeanSquaredError).toBe(metrics.MeanSquaredErrorMetric)
    expect(metrics.BinaryCrossentropy).toBe(metrics.BinaryCrossentropyMetric)
    expect(metrics.BinaryCrossentropy).not.toBe(losses.BinaryCrossentropy)
  })
})

it('activations are functions under their names', () => {
  expect(activations.relu(tf.tensor([-1, 2]))).toBeAllclose([0, 2])
  expect(activations.leakyRelu(tf.tensor([-1, 2]), { negativeSlope: 0.5 })).toBeAllclose([-0.5, 2])
  expect(activations.getActivation(activations.leakyRelu).name).toBe('leaky_relu')
})
