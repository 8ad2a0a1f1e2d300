import { describe, expect, it } from 'vitest'
import {
  type Activation,
  activationNames,
  activations,
  getActivation,
  serializeActivation,
} from '../../src/activations/index.js'
import { tf } from '../../src/engine/index.js'
import { logitsOf } from '../../src/engine/logits.js'
import { camelCaseKeys } from '../../src/support/registry.js'
import { decode, type GoldenTensor, goldenSuite, toTensor } from '../harness/golden.js'
import { valueAndGradient } from '../harness/gradients.js'
import { expectNoLeak } from '../harness/leaks.js'

interface ActivationCase {
  id: string
  name: string
  kwargs: Record<string, unknown>
  x: GoldenTensor
  y: GoldenTensor
  grad_of_sum?: GoldenTensor
  R?: GoldenTensor
  grad?: GoldenTensor
}

const relaxed = new Set(['gelu', 'mish', 'softplus'])

/** Keeps the elements where the input and the expected value are finite. */
function finite(actual: tf.Tensor, expected: GoldenTensor, x: GoldenTensor): [number[], number[]] {
  const inputs = decode(x).values as number[]
  const wanted = decode(expected).values as number[]
  const values = actual.dataSync()
  const sameSize = inputs.length === wanted.length
  const keep = wanted
    .map((_, i) => i)
    .filter((i) => Number.isFinite(wanted[i]) && (!sameSize || Number.isFinite(inputs[i])))
  return [keep.map((i) => values[i]), keep.map((i) => wanted[i])]
}

goldenSuite<ActivationCase>('activations', {
  needs: (c) => [c.name],
  has: (name) => activationNames.includes(name),
  run: (c) =>
    expectNoLeak(() => {
      const known =
        c.name in activations ? (activations as Record<string, unknown>)[c.name] : getActivation(c.name).fn
      const f = known as (x: tf.Tensor, options?: object) => tf.Tensor
      const fn = (x: tf.Tensor) => f(x, camelCaseKeys(c.kwargs))
      const tolerance = { atol: 1e-6, rtol: relaxed.has(c.name) ? 2e-5 : 1e-5 }
      tf.tidy(() => {
        const x = toTensor(c.x)
        const { value, gradient } = valueAndGradient(fn, x, c.R && toTensor(c.R))
        expect(value.shape).toEqual(c.y.shape)
        const [values, wantedValues] = finite(value, c.y, c.x)
        expect(values.length).toBeGreaterThan(0)
        expect(values).toBeAllclose(wantedValues, tolerance)
        const wantedGradient = c.grad_of_sum ?? c.grad
        if (!wantedGradient) return
        const [slopes, wantedSlopes] = finite(gradient, wantedGradient, c.x)
        expect(slopes).toBeAllclose(wantedSlopes, tolerance)
      })
    }),
})

describe('getActivation', () => {
  it('accepts names in any spelling, functions, configurations and null', () => {
    expect(getActivation('leakyRelu').name).toBe('leaky_relu')
    expect(getActivation('swish').name).toBe('silu')
    expect(getActivation(null).name).toBe('linear')
    expect(getActivation({ class_name: 'function', config: 'relu' }).name).toBe('relu')
    expect(getActivation(activations.gelu).name).toBe('gelu')
    const own = getActivation(function halve(x: tf.Tensor) {
      return tf.div(x, 2)
    })
    expect(own.name).toBe('halve')
    expect(getActivation(own)).toBe(own)
    expect(serializeActivation(own satisfies Activation)).toBe('halve')
  })

  it('suggests the nearest name', () => {
    expect(() => getActivation('sofmax')).toThrow('Did you mean "softmax"?')
  })
})

describe('logits of probabilities', () => {
  it.each(['softmax', 'sigmoid'])('%s remembers its input while that lives', (name) => {
    const x = tf.tensor2d([[1, 2]])
    const y = getActivation(name).fn(x)
    expect(logitsOf(y)).toBe(x)
    x.dispose()
    expect(logitsOf(y)).toBeUndefined()
    y.dispose()
  })
})
