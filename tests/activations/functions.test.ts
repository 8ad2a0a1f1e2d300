import { describe, expect, it } from 'vitest'
import * as functions from '../../src/activations/functions.js'
import { getActivation, activations as plain } from '../../src/activations/index.js'
import { tf } from '../../src/engine/index.js'
import { Dense } from '../../src/layers/index.js'
import { camelCase } from '../../src/support/names.js'
import { expectNoLeak } from '../harness/leaks.js'

const byName: Record<string, unknown> = { ...functions }
const { sigmoid, softmax, relu, leakyRelu, linear, threshold } = functions

describe('activations as functions', () => {
  it.each(Object.keys(plain))('%s is there under its name in camelCase, and takes integers', (name) => {
    const fn = byName[camelCase(name)] as (x: unknown, o?: unknown) => tf.Tensor
    expect(fn).toBeTypeOf('function')
    const values = [[-2, 1, 0, 3]]
    const options = name === 'threshold' ? { threshold: 1, defaultValue: 5 } : undefined
    const original = plain[name as keyof typeof plain] as (x: tf.Tensor, o?: unknown) => tf.Tensor
    const expected = original(tf.tensor(values), options)
    for (const x of [values, tf.tensor(values, [1, 4], 'int32'), tf.tensor(values)]) {
      const y = fn(x, options)
      expect(y.dtype).toBe('float32')
      expect([...y.dataSync()]).toEqual([...expected.dataSync()])
    }
    // a layer that is given the function computes with the plain one, and its file says the name
    expect(getActivation(fn as never).name).toBe(name)
  })

  it('take numbers, lists and options', async () => {
    await expectNoLeak(() => {
      const all = [
        [sigmoid([1]), [1 / (1 + Math.exp(-1))]],
        [relu([-2, 3], { negativeSlope: 0.5 }), [-1, 3]],
        [leakyRelu([-2, 3], { negativeSlope: 0.5 }), [-1, 3]],
        [threshold([0, 2], { threshold: 1, defaultValue: 7 }), [7, 2]],
        [softmax([1, 1], { axis: -1 }), [0.5, 0.5]],
        [linear([true, false]), [1, 0]],
      ] as const
      for (const [y, expected] of all) {
        expect(y).toBeAllclose(expected, { atol: 0, rtol: 1e-6 })
        y.dispose()
      }
    })
  })

  it('give a single number for a single number', () => {
    expect(sigmoid(0).arraySync()).toBe(0.5)
  })

  it('let gradients through', () => {
    const slope = tf.grad((x: tf.Tensor) => sigmoid(x).sum())
    expect(slope(tf.tensor([0]))).toBeAllclose([0.25], { atol: 0, rtol: 1e-6 })
  })

  it('are saved by name with a layer', () => {
    expect(Dense(2, { activation: softmax }).getConfig()).toMatchObject({ activation: 'softmax' })
  })
})
