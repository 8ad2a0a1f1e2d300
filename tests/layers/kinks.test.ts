import { describe, expect, it } from 'vitest'
import { activations } from '../../src/activations/index.js'
import * as constraints from '../../src/constraints/index.js'
import { tf } from '../../src/engine/index.js'
import { Dot, LayerNormalization, RMSNormalization, UnitNormalization } from '../../src/layers/index.js'
import * as regularizers from '../../src/regularizers/index.js'
import { toTensor } from '../harness/golden.js'
import { numbers, readKinks } from '../harness/kinks.js'

const golden = readKinks()
const all = tf.tensor1d(numbers(golden.all))
type Operator = (x: tf.Tensor) => tf.Tensor

/** Keras' values of activations in TensorFlow lose digits where they are small or large. */
const tolerance = { atol: 2e-6, rtol: 1e-5 }

/** Keras' gradients; where 0 times infinity makes one of its formulas NaN at an infinite number, ours may be better. */
function ofInfinity(wanted: readonly (number | string)[], found: tf.Tensor): number[] {
  const [x, own] = [all.dataSync(), found.dataSync()]
  return numbers(wanted).map((v, i) => (Number.isNaN(v) && Math.abs(x[i]!) === Infinity ? own[i]! : v))
}

describe('activations at kinks, infinities and NaN: Keras', () => {
  it.each(golden.activations.map((c) => [c.name, c] as const))('%s', (name, { y, dx, zero }) => {
    tf.tidy(() => {
      const activation = activations[name as 'relu'] as Operator
      expect(activation(all)).toBeAllclose(numbers(y), tolerance)
      expect(tf.grad(activation)(all)).toBeAllclose(ofInfinity(dx!, tf.grad(activation)(all)), tolerance)
      const none = tf.grad(activation)(all, tf.zerosLike(all))
      expect(none, 'where no gradient arrives').toBeAllclose(ofInfinity(zero!, none), tolerance)
    })
  })

  it.each(golden.rowActivations.map((c) => [c.id, c] as const))('%s', (_, c) => {
    tf.tidy(() => {
      const activation = activations[c.name as 'softmax'] as Operator
      const x = toTensor(c.x)
      const y = activation(x)
      expect(y).toBeAllclose(c.y)
      const upstream = tf.reshape(tf.range(1, y.size + 1), y.shape)
      expect(tf.grad(activation)(x, upstream)).toBeAllclose(c.dx!)
    })
  })
})

const layers = { LayerNormalization, RMSNormalization, UnitNormalization }
const weights: Record<string, Operator> = {
  L1: (w) => regularizers.L1(0.1).apply(w),
  L2: (w) => regularizers.L2(0.1).apply(w),
  'OrthogonalRegularizer/rows': (w) => regularizers.OrthogonalRegularizer({ factor: 0.1 }).apply(w),
  'OrthogonalRegularizer/columns': (w) =>
    regularizers.OrthogonalRegularizer({ factor: 0.1, mode: 'columns' }).apply(w),
  MaxNorm: (w) => constraints.MaxNorm({ maxValue: 1 }).apply(w),
  UnitNorm: (w) => constraints.UnitNorm().apply(w),
  MinMaxNorm: (w) => constraints.MinMaxNorm({ minValue: 0.5, maxValue: 1 }).apply(w),
  NonNeg: (w) => constraints.NonNeg().apply(w),
}

describe('what normalizes vectors, where they have length 0 or nearly: Keras', () => {
  it.each(golden.layers.map((c) => [c.id, c] as const))('%s', (_, c) => {
    tf.tidy(() => {
      const layer = layers[c.class_name as 'UnitNormalization']()
      const factors = tf.tensor2d([
        [1, 2, 3],
        [1, -1, 0.5],
      ])
      const x = toTensor(c.x)
      expect(layer(x) as tf.Tensor).toBeAllclose(c.y)
      expect(tf.grad((t: tf.Tensor) => layer(t) as tf.Tensor)(x, factors)).toBeAllclose(c.dx)
    })
  })

  it.each(golden.dots.map((c) => [c.id, c] as const))('%s', (_, c) => {
    tf.tidy(() => {
      const layer = Dot(1, { normalize: true })
      const dot = (a: tf.Tensor, b: tf.Tensor) => layer([a, b]) as tf.Tensor
      const [a, b] = [toTensor(c.a), toTensor(c.b)]
      expect(dot(a, b)).toBeAllclose(c.y)
      const [da, db] = tf.grads(dot)([a, b])
      expect(da).toBeAllclose(c.da)
      expect(db).toBeAllclose(c.db)
    })
  })

  it.each(golden.weights.map((c) => [c.id, c] as const))('%s', (id, c) => {
    tf.tidy(() => {
      const apply = weights[id.slice(0, id.lastIndexOf('/'))]!
      const w = toTensor(c.w)
      expect(apply(w)).toBeAllclose(c.y)
      if (c.dw) expect(tf.grad(apply)(w)).toBeAllclose(c.dw)
    })
  })
})
