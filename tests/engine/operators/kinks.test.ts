import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { toTensor } from '../../harness/golden.js'
import { numbers, readKinks } from '../../harness/kinks.js'

const golden = readKinks()
const few = numbers(golden.few)
const pairs = few.flatMap((a) => few.map((b) => [a, b] as const))
/** Large arguments cost TensorFlow.js' functions of floats a few units in the last place. */
const tolerance = { atol: 1e-6, rtol: 1e-5 }

type Operator = (...inputs: tf.Tensor[]) => tf.Tensor

const given = (i: 0 | 1) => tf.tensor1d(pairs.map((pair) => pair[i]))

const unary: Record<string, Operator> = {
  ...Object.fromEntries(
    [
      ...[
        'abs',
        'acos',
        'acosh',
        'asin',
        'asinh',
        'atan',
        'atanh',
        'ceil',
        'cos',
        'cosh',
        'elu',
        'erf',
        'exp',
      ],
      ...['expm1', 'floor', 'isFinite', 'isInf', 'isNaN', 'log', 'log1p', 'logSigmoid', 'neg', 'reciprocal'],
      ...['relu', 'relu6', 'round', 'rsqrt', 'selu', 'sigmoid', 'sign', 'sin', 'sinh', 'softplus', 'sqrt'],
      ...['square', 'tan', 'tanh'],
    ].map((name) => [name, tf[name as 'abs'] as Operator]),
  ),
  clipByValue: (x) => tf.clipByValue(x!, -1, 1),
  leakyRelu: (x) => tf.leakyRelu(x!, 0.2),
  toBool: (x) => tf.cast(x!, 'bool'),
}

const binary: Record<string, Operator> = {
  ...Object.fromEntries(
    [
      ...[
        'add',
        'atan2',
        'div',
        'divNoNan',
        'equal',
        'floorDiv',
        'greater',
        'greaterEqual',
        'less',
        'lessEqual',
      ],
      ...['maximum', 'minimum', 'mod', 'mul', 'notEqual', 'pow', 'squaredDifference', 'sub'],
    ].map((name) => [name, tf[name as 'add'] as Operator]),
  ),
  // the conditions are of what was given, which is no part of a gradient
  where: (a, b) => tf.where(tf.greater(given(0), 0), a!, b!),
  xlogyTaken: (a, b) => tf.where(tf.greater(given(1), 0), tf.mul(a!, tf.log(b!)), a!),
}

const rows: Record<string, Operator> = {
  ...Object.fromEntries(
    ['sum', 'mean', 'prod', 'max', 'min', 'logSumExp', 'softmax', 'logSoftmax', 'argMax', 'argMin'].map(
      (name) => [
        name,
        (x: tf.Tensor) => (tf[name as 'sum'] as (x: tf.Tensor, axis: number) => tf.Tensor)(x, -1),
      ],
    ),
  ),
  norm: (x) => tf.norm(x!, 'euclidean', -1),
  norm1: (x) => tf.norm(x!, 1, -1),
  normInf: (x) => tf.norm(x!, Number.POSITIVE_INFINITY, -1),
  std: (x) => tf.sqrt(tf.moments(x!, -1).variance),
  variance: (x) => tf.moments(x!, -1).variance,
  cumsum: (x) => tf.cumsum(x!, 1),
  cumprod: (x) => tf.cumprod(x!, 1),
  cumprodExclusive: (x) => tf.cumprod(x!, 1, true),
  cumprodReverse: (x) => tf.cumprod(x!, 1, false, true),
}

/** One line for each number that differs: at which inputs, what and what else. */
function differences(inputs: readonly unknown[], actual: tf.Tensor, expected: readonly number[]): string {
  const found = actual.dataSync()
  const wrong = expected.flatMap((want, i) => {
    const got = found[i]!
    const close = Math.abs(got - want) <= tolerance.atol + tolerance.rtol * Math.abs(want)
    if (Object.is(got, want) || got === want || (Number.isFinite(want) && close)) return []
    return [`at ${inputs[i]}: ${got} is not ${want}`]
  })
  return wrong.join('; ')
}

const gradients = (operator: Operator, inputs: tf.Tensor[], dy = 1): tf.Tensor[] =>
  tf.grads((...x: tf.Tensor[]) => operator(...x))(inputs, tf.fill(inputs[0]!.shape, dy))

describe('what TensorFlow gives at kinks and poles, and gradients', () => {
  it.each(golden.unary.map((c) => [c.name, c] as const))('%s', (name, { x: points, y, dx, zero }) => {
    tf.tidy(() => {
      const all = numbers(points!)
      const x = tf.tensor1d(all)
      expect(differences(all, unary[name]!(x), numbers(y))).toBe('')
      if (dx) expect(differences(all, gradients(unary[name]!, [x])[0]!, numbers(dx)), 'gradient').toBe('')
      if (zero) {
        expect(differences(all, gradients(unary[name]!, [x], 0)[0]!, numbers(zero)), 'of 0').toBe('')
      }
    })
  })

  it.each(golden.binary.map((c) => [c.name, c] as const))('%s', (name, { y, da, db, zeroA, zeroB }) => {
    tf.tidy(() => {
      const inputs = [0, 1].map((i) => tf.tensor1d(pairs.map((pair) => pair[i]!)))
      expect(differences(pairs, binary[name]!(...inputs), numbers(y))).toBe('')
      if (!da || !db) return
      const [ga, gb] = gradients(binary[name]!, inputs)
      expect(differences(pairs, ga!, numbers(da)), 'gradient of a').toBe('')
      expect(differences(pairs, gb!, numbers(db)), 'gradient of b').toBe('')
      const none = gradients(binary[name]!, inputs, 0)
      expect(differences(pairs, none[0]!, numbers(zeroA!)), 'of a, of 0').toBe('')
      expect(differences(pairs, none[1]!, numbers(zeroB!)), 'of b, of 0').toBe('')
    })
  })

  it.each(golden.reductions.map((c) => [c.id, c] as const))('%s', (_, c) => {
    tf.tidy(() => {
      const x = toTensor(c.x)
      const operator = rows[c.name]!
      const y = operator(x)
      expect(differences(numbers(c.x.data as number[]), y, numbers(c.y.data as number[]))).toBe('')
      if (!c.dx) return
      const upstream = tf.reshape(tf.range(1, y.size + 1), y.shape)
      const dx = tf.grad((t: tf.Tensor) => operator(t))(x, upstream)
      expect(differences(numbers(c.x.data as number[]), dx, numbers(c.dx.data as number[])), 'gradient').toBe(
        '',
      )
    })
  })

  it.each(golden.maxPool.map((c) => [c.id, c] as const))('maxPool %s', (_, c) => {
    tf.tidy(() => {
      const x = toTensor(c.x) as tf.Tensor4D
      const operator = (t: tf.Tensor4D) => tf.maxPool(t, 2, 2, 'valid')
      expect(operator(x)).toBeAllclose(c.y)
      expect(tf.grad(operator as (t: tf.Tensor) => tf.Tensor)(x)).toBeAllclose(c.dx)
    })
  })
})

describe('chained operators', () => {
  it('are those that are repaired', () => {
    tf.tidy(() => {
      const [a, b] = [tf.tensor1d([1, 2]), tf.tensor1d([0, 4])]
      const [da, db] = tf.grads((x, y) => tf.sum(x!.divNoNan(y!)))([a, b])
      // TensorFlow's, of tf.math.divide_no_nan
      expect([a.divNoNan(b), da, db].map((t) => [...t!.dataSync()])).toEqual([
        [0, 0.5],
        [0, 0.25],
        [0, -0.125],
      ])
      const infinite = tf.tensor2d([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0], [2, 2])
      expect([...infinite.logSumExp(1).dataSync()]).toEqual([
        Number.NEGATIVE_INFINITY,
        Math.fround(Math.log(2)),
      ])
      expect(infinite.logSumExp(1, true).shape).toEqual([2, 1])
    })
  })
})
