import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { Input, LeakyReLU, PReLU, ReLU, Softmax } from '../../../src/layers/index.js'

describe('Softmax', () => {
  it('is 0 where a mask forbids, also where it forbids all', () => {
    const mask = tf.tensor2d(
      [
        [1, 1, 0],
        [0, 0, 0],
      ],
      [2, 3],
      'bool',
    )
    const y = Softmax()(
      tf.tensor2d([
        [1, 1, 9],
        [1, 2, 3],
      ]),
      { mask },
    )
    expect(y).toBeAllclose([
      [0.5, 0.5, 0],
      [0, 0, 0],
    ])
  })

  it('takes masks that broadcast, and refuses others', () => {
    const x = tf.zeros([2, 2, 3])
    const y = Softmax({ axis: [1, 2] })(x, { mask: tf.tensor1d([1, 0, 0.6]) })
    expect(tf.sum(y, [1, 2])).toBeAllclose([1, 1])
    expect(tf.slice(y, [0, 0, 1], [2, 2, 1])).toBeAllclose(tf.zeros([2, 2, 1]))
    expect(() => Softmax()(x, { mask: tf.ones([2, 3, 3]) })).toThrow(/mask must broadcast .* \[2, 2, 3\]/)
  })
})

describe('PReLU', () => {
  it('shares slopes along axes', () => {
    const layer = PReLU({ sharedAxes: 1, alphaInitializer: 'ones' })
    const x = tf.randomNormal([2, 3, 4])
    expect(layer(x)).toBeAllclose(x)
    expect(layer.weights[0]!.shape).toEqual([1, 4])
    expect(layer(tf.ones([1, 7, 4])).shape).toEqual([1, 7, 4])
    expect(() => PReLU()(Input({ shape: [null, 4] }))).toThrow(/shared axes/)
  })
})

it('ReLU and LeakyReLU refuse negative numbers; LeakyReLU knows the old name of its slope', () => {
  expect(() => ReLU({ maxValue: -1 })).toThrow(/maxValue must be a number that is not negative/)
  expect(() => ReLU({ threshold: Number.NaN })).toThrow(/threshold/)
  expect(() => LeakyReLU(-0.1)).toThrow(/negativeSlope/)
  expect(LeakyReLU({ alpha: 0.2 }).negativeSlope).toBe(0.2)
})
