import { describe, expect, it } from 'vitest'
import { booleanMask, gather, toArray } from '../../src/data/index.js'
import { tf } from '../../src/engine/index.js'
import { expectNoLeak } from '../harness/leaks.js'

const values = (x: tf.Tensor) => {
  const result = toArray(x)
  x.dispose()
  return result
}
const table = [
  [1, 2, 3],
  [4, 5, 6],
]

describe('gather', () => {
  it('takes positions along an axis, in any order and number', async () => {
    await expectNoLeak(() => {
      expect(values(gather([51, 55, 14, 19, 0, 4], [0, 2, 4]))).toEqual([51, 14, 0])
      expect(values(gather(table, [1, 1, 0]))).toEqual([table[1], table[1], table[0]])
      expect(values(gather(table, [2, 0], { axis: 1 }))).toEqual([
        [3, 1],
        [6, 4],
      ])
      expect(values(gather(table, 1))).toEqual(table[1])
      expect(values(gather(table, [[0, 1]], { axis: -1 }))).toEqual([[[1, 2]], [[4, 5]]])
    })
  })

  it('counts from the end below 0', () => {
    expect(values(gather([1, 2, 3], [-1, -3]))).toEqual([3, 1])
  })

  it('takes texts and booleans', async () => {
    await expectNoLeak(() => {
      expect(values(gather(['a', 'b', 'c'], [2, 0, 2]))).toEqual(['c', 'a', 'c'])
      const words = [
        ['a', 'b', 'c'],
        ['d', 'e', 'f'],
      ]
      expect(values(gather(words, [1]))).toEqual([words[1]])
      expect(values(gather(words, [2, 0], { axis: 1 }))).toEqual([
        ['c', 'a'],
        ['f', 'd'],
      ])
      expect(values(gather(words, 1, { axis: 1 }))).toEqual(['b', 'e'])
      expect(values(gather([true, false], [1, 0, 1]))).toEqual([false, true, false])
    })
  })

  it('keeps the type of the numbers and lets gradients through', () => {
    const x = tf.tensor([5, 6, 7], [3], 'int32')
    expect(gather(x, [1]).dtype).toBe('int32')
    const slope = tf.grad((v: tf.Tensor) => gather(v, [2, 2, 0]).sum())
    expect(slope(tf.tensor([1, 2, 3])).arraySync()).toEqual([1, 0, 2])
  })

  it('refuses what is not there', () => {
    expect(() => gather([1, 2, 3], [3])).toThrow('an index must be from -3 to 2. Received: an index=3')
    expect(() => gather(['a'], [-2])).toThrow('an index must be from -1 to 0')
    expect(() => gather(table, [0], { axis: 2 })).toThrow('axis must be an axis of shape [2, 3]')
  })
})

describe('booleanMask', () => {
  it('keeps what the mask says, of the whole and of axes', async () => {
    await expectNoLeak(() => {
      const x = tf.tensor([51, 55, 14, 19, 0, 4])
      const mask = x.greater(15)
      expect(values(booleanMask(x, mask))).toEqual([51, 55, 19])
      expect(values(booleanMask(table, [false, true]))).toEqual([table[1]])
      expect(values(booleanMask(table, [true, false, true], { axis: 1 }))).toEqual([
        [1, 3],
        [4, 6],
      ])
      const even = tf.tensor(table.map((row) => row.map((v) => v % 2 === 0)))
      expect(values(booleanMask(table, even))).toEqual([2, 4, 6])
      expect(values(booleanMask(['a', 'b', 'c'], [true, false, true]))).toEqual(['a', 'c'])
      tf.dispose([x, mask, even])
    })
  })

  it('may keep nothing', () => {
    const none = booleanMask(table, [false, false])
    expect(none.shape).toEqual([0, 3])
  })

  it('refuses a mask of another shape', () => {
    expect(() => booleanMask(table, [true])).toThrow(
      'booleanMask: the mask does not fit. Expected: shape [2, 3] or its beginning. Received: shape [1].',
    )
    expect(() => booleanMask(table, [true, false], { axis: 1 })).toThrow('Expected: shape [3]')
  })
})

it('toArray gives numbers, texts and truth values as they are', () => {
  expect(toArray(tf.scalar(3))).toBe(3)
  expect(toArray(tf.tensor([[1, 2]]))).toEqual([[1, 2]])
  expect(toArray(tf.tensor([3, -6]).greater(0))).toEqual([true, false])
  expect(toArray(tf.tensor(['a', 'b']))).toEqual(['a', 'b'])
})
