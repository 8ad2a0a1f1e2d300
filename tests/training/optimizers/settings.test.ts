import { optimizers, tf, Variable } from 'keratin'
import { describe, expect, it } from 'vitest'
import { ScalarVariable } from '../../../src/training/optimizers/scalar-variable.js'

const { Adam, Ftrl, Lamb, SGD } = optimizers

describe('settings at their borders', () => {
  it.each([
    () => Adam({ useEma: true }),
    () => Adam({ useEma: true, emaMomentum: 0 }),
    () => Adam({ useEma: true, emaMomentum: 1, emaOverwriteFrequency: 1 }),
    () => SGD({ gradientAccumulationSteps: 2 }),
    () => Ftrl({ learningRatePower: 0, initialAccumulatorValue: 0, l1RegularizationStrength: 0 }),
  ])('are taken: %s', (make) => {
    const optimizer = make()
    const variable = new Variable({ name: 'v', shape: [1], initial: () => tf.ones([1]) })
    expect(optimizer.built).toBe(false)
    tf.tidy(() => optimizer.apply([tf.ones([1])], [variable]))
    expect(optimizer.built).toBe(true)
    optimizer.dispose()
    variable.dispose()
  })

  it.each([
    [() => Adam({ useEma: true, emaMomentum: 1.01 }), 'emaMomentum'],
    [() => Adam({ useEma: true, emaMomentum: -0.01 }), 'emaMomentum'],
    [() => Adam({ useEma: true, emaOverwriteFrequency: 0.5 }), 'emaOverwriteFrequency'],
    [() => Ftrl({ learningRatePower: 0.1 }), 'learningRatePower'],
    [() => Ftrl({ initialAccumulatorValue: -1 }), 'initialAccumulatorValue'],
    [() => Ftrl({ l1RegularizationStrength: -1 }), 'l1RegularizationStrength'],
    [() => Ftrl({ l2RegularizationStrength: -1 }), 'l2RegularizationStrength'],
    [() => Ftrl({ l2ShrinkageRegularizationStrength: -1 }), 'l2ShrinkageRegularizationStrength'],
  ] as const)('are refused beyond them: %s', (make, name) => {
    expect(make).toThrow(name)
  })
})

it('Lamb trusts variables shorter than 1 as Keras does', () => {
  const optimizer = Lamb(0.1)
  const variable = new Variable({ name: 'v', shape: [2], initial: () => tf.tensor1d([0.3, -0.2]) })
  tf.tidy(() => optimizer.apply([tf.tensor1d([0.5, -1])], [variable]))
  expect(variable.read()).toBeAllclose(tf.tensor1d([0.2745049, -0.1745049]), { atol: 1e-6, rtol: 1e-5 })
  optimizer.dispose()
  variable.dispose()
})

it('a number that is a variable is the same on both sides', () => {
  const scalar = new ScalarVariable('rate', 'rate', 0.5)
  expect(scalar.read().dataSync()[0]).toBe(0.5)
  scalar.number = 0.25
  expect(scalar.read().dataSync()[0]).toBe(0.25)
  tf.tidy(() => scalar.assign(tf.scalar(2)))
  expect([scalar.number, scalar.data()[0]]).toEqual([2, 2])
  scalar.dispose()
})
