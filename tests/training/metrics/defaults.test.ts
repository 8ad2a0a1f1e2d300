import { losses, metrics, ops, tf } from 'keratin'
import { describe, expect, it } from 'vitest'

const targets = () => tf.tensor2d([1, 0, 0, 0, 1, 1], [2, 3])
const scores = () => tf.tensor2d([0.7, 0.2, 0.1, 0.4, 0.35, 0.9], [2, 3])
const values = (t: unknown) => [...(t as tf.Tensor).dataSync()]

// all numbers are those of Keras 3.15.1
describe('what is not said', () => {
  it('is the last axis', () => {
    tf.tidy(() => {
      expect(losses.binaryCrossentropy(targets(), scores())).toBeAllclose(tf.tensor1d([0.228393, 0.555336]))
      const found = metrics.concordanceCorrelation(targets(), scores())
      expect(found).toBeAllclose(tf.tensor1d([0.8396945, 0.3361343]))
    })
  })

  it('is a threshold of a half', () => {
    tf.tidy(() => {
      const predictions = tf.tensor2d([0.7, 0.6, 0.1, 0.4, 0.35, 0.9], [2, 3])
      const counted = ['TruePositives', 'FalsePositives', 'TrueNegatives', 'FalseNegatives'] as const
      expect(counted.map((name) => values(metrics[name]()(targets(), predictions))[0])).toEqual([2, 1, 2, 1])
    })
  })

  it('is the best five', () => {
    tf.tidy(() => {
      const order = tf.tile(tf.tensor2d([8, 7, 6, 5, 4, 3, 2, 1], [1, 8]), [2, 1])
      const classes = tf.tensor1d([5, 4], 'int32')
      const onehot = tf.oneHot(classes, 8)
      const found = [
        metrics.TopKCategoricalAccuracy()(onehot, order),
        metrics.SparseTopKCategoricalAccuracy()(classes, order),
        tf.mean(metrics.topKCategoricalAccuracy(onehot, order)),
        tf.mean(metrics.sparseTopKCategoricalAccuracy(classes, order)),
      ]
      expect(found.map((t) => values(t)[0])).toEqual([0.5, 0.5, 0.5, 0.5])
    })
  })

  it('are equal weights', () => {
    tf.tidy(() => {
      expect(values(ops.average(tf.tensor1d([1, 2, 6])))).toEqual([3])
      expect(values(ops.average(tf.tensor1d([1, 2, 6]), { weights: null }))).toEqual([3])
      const rows = tf.tensor2d([1, 2, 6, 4], [2, 2])
      expect(values(ops.average(rows, { axis: 0 }))).toEqual([3.5, 3])
      expect(values(ops.average(rows, { axis: 0, weights: [3, 1] }))).toEqual([2.25, 2.5])
    })
  })
})

it('a metric that is called counts, with weights and without', () => {
  tf.tidy(() => {
    const metric = metrics.MeanSquaredErrorMetric()
    expect(values(metric([1, 2], [1, 4]))).toEqual([2])
    expect(values(metric([1, 2], [2, 4]))).toEqual([2.25])
    metric.resetState()
    expect(values(metric([[1], [2]], [[1], [4]], [3, 1]))).toEqual([1])
    expect(values(metric([[1], [2]], [[1], [4]], null))).toEqual([Math.fround(8 / 6)])
  })
})

it.each([[[-1]], [[2]], [[0.5]], [[0, 2]], [undefined]])(
  'IoU refuses the classes %j of two',
  (targetClassIds) => {
    expect(() => metrics.IoU({ numClasses: 2, targetClassIds })).toThrow('targetClassIds')
  },
)
