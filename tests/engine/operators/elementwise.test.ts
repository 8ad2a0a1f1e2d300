import { describe, expect, it } from 'vitest'
import { fused, tf } from '../../../src/engine/index.js'
import { checkOperator } from './check.js'
import { map, type Nd, randomNd, zip } from './reference.js'

type Unary = (x: tf.Tensor) => tf.Tensor

const sigmoid = (v: number) => 1 / (1 + Math.exp(-v))
/** Abramowitz and Stegun's series of the error function, to float64. */
function erf(v: number): number {
  let sum = v
  let term = v
  for (let n = 1; n < 200; n++) {
    term *= (-v * v) / n
    sum += term / (2 * n + 1)
  }
  return (2 / Math.sqrt(Math.PI)) * sum
}

const anywhere: Record<string, [Unary, (v: number) => number]> = {
  relu: [tf.relu, (v) => Math.max(0, v)],
  relu6: [tf.relu6, (v) => Math.min(6, Math.max(0, v))],
  sigmoid: [tf.sigmoid, sigmoid],
  tanh: [tf.tanh, Math.tanh],
  elu: [tf.elu, (v) => (v > 0 ? v : Math.expm1(v))],
  selu: [tf.selu, (v) => 1.0507009873554805 * (v > 0 ? v : 1.6732632423543772 * Math.expm1(v))],
  softplus: [tf.softplus, (v) => Math.log1p(Math.exp(v))],
  exp: [tf.exp, Math.exp],
  expm1: [tf.expm1, Math.expm1],
  square: [tf.square, (v) => v * v],
  abs: [tf.abs, Math.abs],
  neg: [tf.neg, (v) => -v],
  sin: [tf.sin, Math.sin],
  cos: [tf.cos, Math.cos],
  atan: [tf.atan, Math.atan],
  sinh: [tf.sinh, Math.sinh],
  cosh: [tf.cosh, Math.cosh],
  erf: [tf.erf, erf],
  leakyRelu: [(x) => tf.leakyRelu(x, 0.3), (v) => (v > 0 ? v : 0.3 * v)],
  logSigmoid: [tf.logSigmoid, (v) => -Math.log1p(Math.exp(-v))],
  clipByValue: [(x) => tf.clipByValue(x, -1, 1.5), (v) => Math.min(1.5, Math.max(-1, v))],
}
const positive: Record<string, [Unary, (v: number) => number]> = {
  log: [tf.log, Math.log],
  log1p: [tf.log1p, Math.log1p],
  sqrt: [tf.sqrt, Math.sqrt],
  rsqrt: [tf.rsqrt, (v) => 1 / Math.sqrt(v)],
  reciprocal: [tf.reciprocal, (v) => 1 / v],
}
const steps: Record<string, [Unary, (v: number) => number]> = {
  step: [tf.step, (v) => (v > 0 ? 1 : 0)],
  sign: [tf.sign, Math.sign],
  floor: [tf.floor, Math.floor],
  ceil: [tf.ceil, Math.ceil],
}

describe('functions of one number', () => {
  it.each([
    ...Object.entries(anywhere).map(([name, pair]) => [name, pair, -3, 3, true] as const),
    ...Object.entries(positive).map(([name, pair]) => [name, pair, 0.2, 3, true] as const),
    ...Object.entries(steps).map(([name, pair]) => [name, pair, -3, 3, false] as const),
  ])('%s', (_, [operator, f], low, high, differentiable) => {
    for (const shape of [[5, 7], [1], [2, 3, 4], [0]]) {
      checkOperator({
        inputs: [randomNd(shape, 3, low, high)],
        operator,
        reference: (x) => map(x, f),
        gradients: differentiable ? undefined : false,
        tolerance: { atol: 5e-6, rtol: 2e-5 },
      })
    }
  })

  it('are exact to a few units in the last place over the whole range, with its ends', () => {
    const values = Float32Array.from({ length: 20_001 }, (_, i) => (i - 10_000) / 90)
    const close = (name: string, f: (v: number) => number, operator: Unary, bound: number) => {
      const found = tf.tidy(() => operator(tf.tensor1d(values)).dataSync())
      values.forEach((v, i) => {
        const wanted = Math.fround(f(v))
        const error = Math.abs(found[i]! - wanted) / Math.max(Math.abs(wanted), 1e-37)
        if (!(error <= bound || found[i] === wanted))
          expect.fail(`${name}(${v}) = ${found[i]}, not ${wanted}`)
      })
    }
    close('exp', Math.exp, tf.exp, 4e-7)
    close('sigmoid', sigmoid, tf.sigmoid, 6e-7)
    close('tanh', Math.tanh, tf.tanh, 6e-7)
    tf.tidy(() => {
      const ends = tf.tensor1d([
        Number.NaN,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        1000,
        -1000,
        0,
      ])
      const inf = Number.POSITIVE_INFINITY
      expect(tf.exp(ends)).toBeAllclose([Number.NaN, inf, 0, inf, 0, 1])
      expect(tf.sigmoid(ends)).toBeAllclose([Number.NaN, 1, 0, 1, 0, 0.5])
      expect(tf.tanh(ends)).toBeAllclose([Number.NaN, 1, -1, 1, -1, 0])
      expect(tf.relu(ends)).toBeAllclose([Number.NaN, inf, 0, 1000, 0, 0])
    })
  })

  it('have gradients of gradients, also fused into layers', () => {
    const square = (f: Unary) => (x: tf.Tensor) => tf.square(f(x))
    const unit = tf.ones([1, 1])
    const fusedLayer = (activation: 'relu' | 'tanh' | 'sigmoid') => (x: tf.Tensor) =>
      tf.reshape(fused.matMul({ a: tf.reshape(x, [9, 1]), b: unit, activation }), [9])
    const step = 1e-3
    for (const [name, f] of Object.entries({
      tanh: Math.tanh,
      sigmoid,
      relu: (v: number) => Math.max(0, v),
    })) {
      const x = randomNd([9], 4, -2, 2)
      const second = map(x, (v) => (f(v + step) ** 2 - 2 * f(v) ** 2 + f(v - step) ** 2) / step ** 2)
      for (const operator of [tf[name as 'tanh'] as Unary, fusedLayer(name as 'tanh')]) {
        tf.tidy(() => {
          const once = tf.grad(square(operator))
          const twice = tf.grad((t) => once(t as tf.Tensor))(tf.tensor1d(Float32Array.from(x.data)))
          expect(twice).toBeAllclose(second.data, { atol: 1e-5, rtol: 1e-4 })
        })
      }
    }
    unit.dispose()
  })
})

const two: Record<string, [(a: tf.Tensor, b: tf.Tensor) => tf.Tensor, (p: number, q: number) => number]> = {
  add: [tf.add, (p, q) => p + q],
  sub: [tf.sub, (p, q) => p - q],
  mul: [tf.mul, (p, q) => p * q],
  div: [tf.div, (p, q) => p / q],
  maximum: [tf.maximum, Math.max],
  minimum: [tf.minimum, Math.min],
  squaredDifference: [tf.squaredDifference, (p, q) => (p - q) ** 2],
  pow: [tf.pow, (p, q) => p ** q],
  atan2: [tf.atan2, Math.atan2],
}
const shapes: [number[], number[]][] = [
  [
    [4, 5, 6],
    [4, 5, 6],
  ],
  [[4, 5, 6], [6]],
  [
    [4, 5, 6],
    [5, 1],
  ],
  [
    [4, 1, 6],
    [1, 5, 1],
  ],
  [[1], [4, 5]],
  [[4, 5], []],
  [[], []],
  [[0, 3], [3]],
  [
    [2, 1, 3, 1],
    [1, 4, 1, 2],
  ],
]
const comparisons: Record<
  string,
  [(a: tf.Tensor, b: tf.Tensor) => tf.Tensor, (p: number, q: number) => boolean]
> = {
  equal: [tf.equal, (p, q) => p === q],
  notEqual: [tf.notEqual, (p, q) => p !== q],
  less: [tf.less, (p, q) => p < q],
  lessEqual: [tf.lessEqual, (p, q) => p <= q],
  greater: [tf.greater, (p, q) => p > q],
  greaterEqual: [tf.greaterEqual, (p, q) => p >= q],
}

describe('functions of two numbers', () => {
  it.each(Object.entries(two))('%s, with all broadcasts', (_, [operator, f]) => {
    for (const [first, second] of shapes) {
      checkOperator({
        inputs: [randomNd(first, 1, 0.3, 2), randomNd(second, 2, 0.3, 2)],
        operator,
        reference: (a, b) => zip(a, b, f),
        tolerance: { atol: 1e-5, rtol: 2e-5 },
      })
    }
  })

  it.each(Object.entries(comparisons))('%s, of numbers, integers and truth values', (_, [operator, f]) => {
    for (const dtype of ['float32', 'int32', 'bool'] as const) {
      for (const [first, second] of shapes) {
        // few different values: many are equal
        const few = (shape: number[], seed: number) =>
          map(randomNd(shape, seed, -2, 2), (v) => (dtype === 'bool' ? +(v > 0) : Math.round(v)))
        checkOperator({
          inputs: [few(first, 1), few(second, 2)],
          dtypes: dtype === 'float32' ? {} : { 0: dtype, 1: dtype },
          operator,
          reference: (a, b) => zip(a, b, (p, q) => +f(p, q)),
          gradients: false,
        })
      }
    }
  })

  it('comparisons with NaN, of large integers and of texts', () => {
    tf.tidy(() => {
      const x = tf.tensor1d([Number.NaN, 1, Number.NaN])
      const y = tf.tensor1d([Number.NaN, Number.NaN, Number.POSITIVE_INFINITY])
      expect(tf.notEqual(x, y)).toBeAllclose([1, 1, 1])
      for (const name of ['equal', 'less', 'lessEqual', 'greater', 'greaterEqual'] as const) {
        expect(tf[name](x, y)).toBeAllclose([0, 0, 0])
      }
      // floats would take them for equal
      expect(tf.less(tf.scalar(16_777_216, 'int32'), tf.tensor1d([16_777_217], 'int32'))).toBeAllclose([1])
      expect(tf.equal(tf.tensor1d(['a', 'b', 'a']), tf.tensor1d(['a']))).toBeAllclose([1, 0, 1])
    })
  })

  it.each(['logicalAnd', 'logicalOr', 'logicalXor'] as const)('%s, with all broadcasts', (name) => {
    const f = { logicalAnd: Math.min, logicalOr: Math.max, logicalXor: (p: number, q: number) => +(p !== q) }[
      name
    ]
    for (const [first, second] of shapes) {
      checkOperator({
        inputs: [randomNd(first, 1), randomNd(second, 2)].map((x) => map(x, (v) => +(v > 0))),
        dtypes: { 0: 'bool', 1: 'bool' },
        operator: tf[name],
        reference: (a, b) => zip(a, b, f),
        gradients: false,
      })
    }
  })

  it.each(['add', 'sub', 'mul', 'squaredDifference', 'mod', 'floorDiv'] as const)(
    '%s of integers, with all broadcasts',
    (name) => {
      const f = {
        add: (p: number, q: number) => p + q,
        sub: (p: number, q: number) => p - q,
        mul: (p: number, q: number) => p * q,
        squaredDifference: (p: number, q: number) => (p - q) ** 2,
        mod: (p: number, q: number) => p % q,
        floorDiv: (p: number, q: number) => Math.floor(p / q),
      }[name]
      for (const [first, second] of shapes) {
        checkOperator({
          inputs: [randomNd(first, 1, 1, 20), randomNd(second, 2, 1, 9)].map((x) => map(x, Math.round)),
          dtypes: { 0: 'int32', 1: 'int32' },
          operator: tf[name],
          reference: (a, b) => zip(a, b, f),
          gradients: false,
        })
      }
    },
  )

  it.each(['maximum', 'minimum'] as const)('%s of integers', (name) => {
    tf.tidy(() => {
      const y = tf[name](tf.tensor1d([1, 5, -7], 'int32'), tf.scalar(2, 'int32'))
      expect(y.dtype).toBe('int32')
      expect(y).toBeAllclose(name === 'maximum' ? [2, 5, 2] : [1, 2, -7])
    })
  })
})

describe('conditions', () => {
  const positive = (x: Nd) => map(x, (v) => (v > 0 ? 1 : 0))

  it.each([[[4, 5]], [[3]], [[2, 3, 7]]])('where, shape %j', (shape) => {
    checkOperator({
      inputs: [positive(randomNd(shape, 1)), randomNd(shape, 2), randomNd(shape, 3)],
      dtypes: { 0: 'bool' },
      operator: (condition, a, b) => tf.where(condition, a, b),
      reference: (condition, a, b) =>
        zip(
          condition,
          zip(a, b, (p) => p),
          (c, p) => (c ? p : 0),
        ) && {
          shape,
          data: condition.data.map((c, i) => (c ? a.data[i]! : b.data[i]!)),
        },
    })
  })

  it('where with broadcast', () => {
    checkOperator({
      inputs: [positive(randomNd([4, 5], 1)), randomNd([4, 5], 2), randomNd([4, 1], 3)],
      dtypes: { 0: 'bool' },
      operator: (condition, a, b) => tf.where(condition, a, b),
      reference: (condition, a, b) => ({
        shape: [4, 5],
        data: condition.data.map((c, i) => (c ? a.data[i]! : b.data[Math.floor(i / 5)]!)),
      }),
    })
  })

  it('where of integers, and truth as numbers', () => {
    tf.tidy(() => {
      const condition = tf.tensor1d([1, 0, 1, 1, 0], 'bool')
      const y = tf.where(
        condition,
        tf.tensor1d([1, 2, 3, 4, 5], 'int32'),
        tf.tensor1d([6, 7, 8, 9, 10], 'int32'),
      )
      expect(y.dtype).toBe('int32')
      expect(y).toBeAllclose([1, 7, 3, 4, 10])
      expect(tf.cast(condition, 'float32')).toBeAllclose([1, 0, 1, 1, 0])
      expect(tf.cast(condition, 'int32').dtype).toBe('int32')
      expect(tf.cast(tf.tensor1d([0.4, -1.6, 0]), 'bool')).toBeAllclose([1, 1, 0])
      expect(tf.cast(tf.tensor1d([1.7, -1.7]), 'int32')).toBeAllclose([1, -1])
    })
  })
})
