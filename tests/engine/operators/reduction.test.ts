import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { checkOperator } from './check.js'
import { at, build, map, type Nd, randomNd, reduce } from './reference.js'

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
const reductions: Record<
  string,
  [(x: tf.Tensor, axis: number | number[], keep?: boolean) => tf.Tensor, (values: number[]) => number]
> = {
  sum: [tf.sum, sum],
  mean: [tf.mean, (values) => sum(values) / values.length],
  max: [tf.max, (values) => Math.max(...values)],
  min: [tf.min, (values) => Math.min(...values)],
  prod: [tf.prod, (values) => values.reduce((a, b) => a * b, 1)],
  logSumExp: [tf.logSumExp, (values) => Math.log(sum(values.map(Math.exp)))],
}

describe('reductions', () => {
  it.each(Object.entries(reductions))('%s over any axes', (_, [operator, f]) => {
    for (const axes of [[0], [1], [2], [0, 1], [1, 2], [0, 2], [0, 1, 2]]) {
      for (const keep of [false, true]) {
        checkOperator({
          inputs: [randomNd([4, 5, 6], 1, 0.3, 1.5)],
          operator: (x) => operator(x, axes, keep),
          reference: (x) => reduce(x, axes, f, keep),
          tolerance: { atol: 1e-5, rtol: 2e-5 },
        })
      }
    }
  })

  it.each(['max', 'min'] as const)('%s of numbers of one sign', (name) => {
    for (const [low, high] of [
      [-3, -1],
      [1, 3],
    ] as const) {
      for (const axes of [[0], [1], [0, 1]]) {
        checkOperator({
          inputs: [randomNd([5, 6], 1, low, high)],
          operator: (x) => tf[name](x, axes),
          reference: (x) => reduce(x, axes, reductions[name]![1]),
        })
      }
    }
  })

  it.each([
    [[1000, 37], 0],
    [[37, 1000], 1],
    [
      [2, 300, 16],
      [0, 1],
    ],
    [[17], 0],
    [[3, 9000], 1],
  ] as const)('sum and mean of shape %j over axis %j stay exact', (shape, axis) => {
    const axes = [axis].flat()
    for (const name of ['sum', 'mean'] as const) {
      checkOperator({
        inputs: [randomNd(shape, 1, 0, 1)],
        operator: (x) => tf[name](x, [...axes]),
        reference: (x) => reduce(x, axes, reductions[name]![1]),
        gradients: false,
        tolerance: { atol: 0, rtol: 2e-6 },
      })
    }
  })

  it.each([
    [[2, 40, 37], [1]],
    [[2, 40, 37], [2]],
    [[40, 37], [0]],
    [
      [2, 3, 4, 16],
      [1, 2],
    ],
    [
      [2, 3, 4, 5],
      [1, 3],
    ],
    [
      [2, 3, 70],
      [0, 1, 2],
    ],
  ])('max and min of shape %j over axes %j, equal extrema sharing the gradient', (shape, axes) => {
    for (const name of ['max', 'min'] as const) {
      const f = reductions[name]![1]
      // few different values: many are equal
      const x = map(randomNd(shape, 1, -4, 4), Math.round)
      const kept = reduce(x, axes, f, true)
      const counts = reduce(x, axes, (values) => values.filter((v) => v === f(values)).length, true)
      checkOperator({
        inputs: [x],
        operator: (t) => tf[name](t, axes),
        reference: () => reduce(x, axes, f),
        gradients: (dy) => {
          const shares = { shape: kept.shape, data: dy.data.map((d, i) => d / counts.data[i]!) }
          return [build(shape, (i) => (at(x, i) === at(kept, i) ? at(shares, i) : 0))]
        },
      })
    }
  })

  it('max and min see NaN and infinities', () => {
    tf.tidy(() => {
      const { NaN: nan, POSITIVE_INFINITY: inf } = Number
      for (const columns of [1, 2, 16]) {
        const x = tf.tile(tf.tensor3d([1, nan, 2, 3, inf, -inf, 5, 4, -inf], [3, 3, 1]), [1, 1, columns])
        expect(tf.slice(tf.max(x, 1), 0, [3, 1])).toBeAllclose([[nan], [inf], [5]])
        expect(tf.slice(tf.min(x, 1), 0, [3, 1])).toBeAllclose([[nan], [-inf], [-inf]])
      }
    })
  })

  it('the gradient of max has a gradient', () => {
    tf.tidy(() => {
      const x = tf.tensor2d([1, 3, 3, 2, -1, 0], [2, 3])
      const once = tf.grad((t: tf.Tensor) => tf.sum(tf.square(tf.max(t, 1))))
      // (max x)^2 has the derivative 2 max x, shared by two in the first row
      expect(once(x)).toBeAllclose([
        [0, 3, 3],
        [4, 0, 0],
      ])
      const twice = tf.grad((t: tf.Tensor) => tf.sum(tf.square(once(t))))
      // the sum of 2 (max x)^2 and of 4 (max x)^2
      expect(twice(x)).toBeAllclose([
        [0, 6, 6],
        [16, 0, 0],
      ])
    })
  })

  it('sums of integers and of truth values are integers, of nothing zero', () => {
    tf.tidy(() => {
      const total = tf.sum(tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32'), 0)
      expect(total.dtype).toBe('int32')
      expect(total).toBeAllclose([4, 6])
      expect(tf.sum(tf.tensor1d([1, 0, 1], 'bool'))).toBeAllclose(2)
      expect(tf.sum(tf.zeros([0, 3]), 0)).toBeAllclose([0, 0, 0])
      expect(tf.sum(tf.zeros([3, 0]), 1)).toBeAllclose([0, 0, 0])
      expect(tf.sum(tf.scalar(3))).toBeAllclose(3)
    })
  })

  it('argMax, argMin, topk, any and all', () => {
    tf.tidy(() => {
      const x = tf.tensor2d([3, 9, 1, 4, 4, 8], [2, 3])
      expect(tf.argMax(x, 1)).toBeAllclose([1, 2])
      expect(tf.argMin(x, 0)).toBeAllclose([0, 1, 0])
      expect(tf.argMax(tf.neg(x), 1)).toBeAllclose([2, 0])
      expect(tf.topk(tf.neg(x), 1).values).toBeAllclose([[-1], [-4]])
      expect(tf.topk(x, 2).values).toBeAllclose([
        [9, 3],
        [8, 4],
      ])
      expect(tf.any(tf.greater(x, 8), 1)).toBeAllclose([1, 0])
      expect(tf.all(tf.greater(x, 1), 1)).toBeAllclose([0, 1])
    })
  })
})

describe('along an axis', () => {
  const softmax = (x: Nd) => {
    const total = reduce(map(x, Math.exp), [1], sum, true)
    return build(x.shape, (i) => Math.exp(at(x, i)) / at(total, i))
  }

  it('softmax and logSoftmax', () => {
    const tolerance = { atol: 2e-6, rtol: 2e-5 }
    checkOperator({
      inputs: [randomNd([6, 7], 1, -5, 5)],
      operator: (x) => tf.softmax(x),
      reference: softmax,
      tolerance,
    })
    checkOperator({
      inputs: [randomNd([6, 7], 1, -5, 5)],
      operator: (x) => tf.logSoftmax(x),
      reference: (x) => map(softmax(x), Math.log),
      tolerance,
    })
  })

  it.each([
    [0, false, false],
    [1, false, false],
    [1, true, false],
    [0, true, true],
  ] as const)('cumsum along %i (exclusive: %s, reverse: %s)', (axis, exclusive, reverse) => {
    checkOperator({
      inputs: [randomNd([4, 5], 1)],
      operator: (x) => tf.cumsum(x, axis, exclusive, reverse),
      reference: (x) =>
        build(x.shape, (i) => {
          let total = 0
          for (let k = 0; k < x.shape[axis]!; k++) {
            const before = reverse ? k > i[axis]! : k < i[axis]!
            if (before || (!exclusive && k === i[axis])) total += at(x, i.with(axis, k))
          }
          return total
        }),
    })
  })

  it('batchNorm and moments', () => {
    const inputs = [
      randomNd([4, 3], 1),
      randomNd([3], 2),
      randomNd([3], 3, 0.5, 1),
      randomNd([3], 4),
      randomNd([3], 5),
    ]
    checkOperator({
      inputs,
      operator: (x, mean, variance, offset, scale) =>
        tf.batchNorm(
          x as tf.Tensor2D,
          mean as tf.Tensor1D,
          variance as tf.Tensor1D,
          offset as tf.Tensor1D,
          scale as tf.Tensor1D,
          1e-3,
        ),
      reference: (x, mean, variance, offset, scale) =>
        build(
          x.shape,
          (i) =>
            ((at(x, i) - at(mean, i)) / Math.sqrt(at(variance, i) + 1e-3)) * at(scale, i) + at(offset, i),
        ),
      tolerance: { atol: 1e-5, rtol: 2e-5 },
    })
    const mean = (values: number[]) => sum(values) / values.length
    checkOperator({
      inputs: [randomNd([4, 5, 3], 1)],
      operator: (x) => tf.moments(x, [0, 1]).variance,
      reference: (x) => reduce(x, [0, 1], (values) => mean(values.map((v) => (v - mean(values)) ** 2))),
      tolerance: { atol: 1e-5, rtol: 2e-5 },
    })
  })
})
