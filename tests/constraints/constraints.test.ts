import { expect, it } from 'vitest'
import { constraints, getConstraint, MaxNorm, MinMaxNorm, NonNeg } from '../../src/constraints/index.js'
import { tf } from '../../src/engine/index.js'

it('is found by name in any spelling and serialised with its module', () => {
  expect(getConstraint('non_neg')).toBeInstanceOf(NonNeg)
  expect(getConstraint('maxNorm').getConfig()).toEqual({ max_value: 2, axis: 0 })
  expect(constraints.serialize(MinMaxNorm({ minValue: 0.5 }))).toEqual({
    module: 'keras.constraints',
    class_name: 'MinMaxNorm',
    config: { min_value: 0.5, max_value: 1, rate: 1, axis: 0 },
    registered_name: null,
  })
})

it('goes part of the way with a rate', () => {
  const moved = tf.tidy(() =>
    MinMaxNorm({ minValue: 0, maxValue: 1, rate: 0.5 })
      .apply(tf.tensor([3, 4]))
      .dataSync(),
  )
  expect(moved).toBeAllclose([1.8, 2.4], { atol: 1e-6 })
})

it('takes the bound by position', () => {
  const projected = tf.tidy(() =>
    MaxNorm(1)
      .apply(tf.tensor([3, 4]))
      .dataSync(),
  )
  expect(projected).toBeAllclose([0.6, 0.8], { atol: 1e-6 })
})
