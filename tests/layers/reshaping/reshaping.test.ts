import { expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { Dot, dot, Input, Permute, RepeatVector } from '../../../src/layers/index.js'

it('Permute and RepeatVector keep integers, and refuse what makes no sense', () => {
  const x = tf.tensor2d([[1, 2]], [1, 2], 'int32')
  expect(RepeatVector(2)(x).dtype).toBe('int32')
  expect(RepeatVector(2)(x).arraySync()).toEqual([
    [
      [1, 2],
      [1, 2],
    ],
  ])
  expect(Permute([3, 1, 2])(tf.zeros([5, 2, 3, 4])).shape).toEqual([5, 4, 2, 3])
  expect(() => Permute([1, 3])).toThrow(/numbers from 1/)
  expect(() => Permute([2, 1])(x)).toThrow(/expected 3 axes/)
  expect(() => RepeatVector(0)).toThrow(/n must be a positive integer/)
})

it('Dot gives the shape it says, and refuses extents that differ', () => {
  const [a, b] = [Input({ shape: [3, 4] }), Input({ shape: [4, 5, 2] })]
  expect(dot([a, b], { axes: [2, 1] }).shape).toEqual([null, 3, 5, 2])
  const y = Dot([2, 1])([tf.ones([2, 3, 4]), tf.ones([2, 4, 5, 2])])
  expect(y).toBeAllclose(tf.fill([2, 3, 5, 2], 4))
  expect(() => Dot(1)([a, b])).toThrow(/same extent on axis 1/)
  expect(() => Dot(0)).toThrow(/other than 0/)
  expect(() => Dot(1)(a)).toThrow(/list of at least 2/)
})
