import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'

const x = tf.tidy(() => tf.range(0, 6).reshape([2, 3]))
const big = tf.tidy(() => tf.range(0, 8).reshape([4, 2, 1]))
const run = (kernel: string, inputs: object, attrs: object = {}) =>
  tf.engine().runKernel(kernel, inputs as never, attrs as never)

describe('what would read or write outside of tensors is refused', () => {
  it.each<[string, () => unknown, RegExp]>([
    [
      'too many numbers',
      () => tf.slice(x, [0, 0, 0], [1, 1, 1]),
      /one number for each axis.*begin \[0, 0, 0\]/,
    ],
    ['a part beyond the end', () => tf.slice(x, [0, 2], [2, 2]), /must lie within the shape \[2, 3\]/],
    ['a negative beginning', () => tf.slice(x, [-1, 0], [1, 1]), /must lie within|begin/],
    [
      'paddings of another rank',
      () => run('PadV2', { x }, { paddings: [[0, 1]], constantValue: 0 }),
      /pad: paddings/,
    ],
    [
      'negative paddings',
      () =>
        tf.pad(x, [
          [0, 0],
          [-1, 0],
        ]),
      /pad: paddings.*\[-1, 0\]/,
    ],
    ['negative repetitions', () => tf.tile(x, [1, -2]), /tile: reps must be numbers.*\[1, -2\]/],
    ['repetitions that are no whole numbers', () => tf.tile(x, [1.5, 1]), /tile: reps.*\[1.5, 1\]/],
    [
      'crops that leave nothing',
      () =>
        tf.batchToSpaceND(
          big,
          [2, 2],
          [
            [3, 2],
            [0, 0],
          ],
        ),
      /crops of axis 1 must leave some of 4/,
    ],
    [
      'negative crops',
      () =>
        tf.batchToSpaceND(
          big,
          [2, 2],
          [
            [0, 0],
            [-1, 0],
          ],
        ),
      /crops of axis 2/,
    ],
    ['an axis twice', () => tf.transpose(x, [1, 1]), /perm must be an order of the axes of \[2, 3\]/],
    [
      'choices of two shapes',
      () => run('Select', { condition: tf.cast(x, 'bool'), t: x, e: tf.transpose(x) }),
      /where: .*\[2, 3\], \[2, 3\], \[3, 2\]/,
    ],
    [
      'a condition of other rows',
      () => run('Select', { condition: tf.tensor1d([1, 0, 1], 'bool'), t: x, e: x }),
      /where: .*\[3\], \[2, 3\]/,
    ],
    ['parts of a negative size', () => tf.split(x, [5, -2], 1), /split/],
  ])('%s', (_, make, problem) => {
    const before = tf.memory().numTensors
    expect(() => tf.tidy(() => void make())).toThrow(problem)
    expect(tf.memory().numTensors).toBe(before)
  })

  it('but what lies within is moved', () => {
    tf.tidy(() => {
      const rows = run('Select', { condition: tf.tensor1d([1, 0], 'bool'), t: x, e: tf.neg(x) }) as tf.Tensor
      expect([...rows.dataSync()]).toEqual([0, 1, 2, -3, -4, -5])
      expect([
        ...tf
          .batchToSpaceND(
            big,
            [2, 2],
            [
              [0, 2],
              [1, 0],
            ],
          )
          .dataSync(),
      ]).toEqual([2, 6])
      expect([...tf.tile(x, [0, 1]).shape]).toEqual([0, 3])
    })
  })
})
