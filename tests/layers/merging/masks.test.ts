import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { Add, Concatenate } from '../../../src/layers/index.js'

type Rows = number[][]
const a: Rows = [
  [1, 1, 0],
  [1, 0, 0],
]
const b: Rows = [
  [0, 1, 0],
  [1, 1, 0],
]
const mask = (rows: Rows | null) => rows && tf.tensor2d(rows, undefined, 'bool')

// computed by compute_mask of Keras 3.15.1
describe('the mask of Concatenate', () => {
  const ones: Rows = [
    [1, 1, 1],
    [1, 1, 1],
  ]
  it.each<[axis: number, first: Rows | null, second: Rows | null, expected: Rows]>([
    [
      -1,
      a,
      b,
      [
        [1, 1, 0],
        [1, 1, 0],
      ],
    ],
    [-1, a, null, ones],
    [-1, null, b, ones],
    [
      1,
      a,
      b,
      [
        [1, 1, 0, 0, 1, 0],
        [1, 0, 0, 1, 1, 0],
      ],
    ],
    [
      1,
      a,
      null,
      [
        [1, 1, 0, 1, 1, 1],
        [1, 0, 0, 1, 1, 1],
      ],
    ],
    [
      1,
      null,
      b,
      [
        [1, 1, 1, 0, 1, 0],
        [1, 1, 1, 1, 1, 0],
      ],
    ],
  ])('on axis %i, of %j and %j', (axis, first, second, expected) => {
    tf.tidy(() => {
      const inputs = [tf.ones([2, 3, 2]), tf.ones([2, 3, 2])]
      const found = Concatenate({ axis }).computeMask(inputs, [mask(first), mask(second)])
      expect((found as tf.Tensor).arraySync()).toEqual(expected)
    })
  })

  it('is none where no input has one', () => {
    tf.tidy(() => {
      const inputs = [tf.ones([2, 3, 2]), tf.ones([2, 3, 2])]
      expect(Concatenate().computeMask(inputs, [null, null])).toBeNull()
    })
  })
})

it('the mask of a sum is where any input counts, and none where one has none', () => {
  tf.tidy(() => {
    const inputs = [tf.ones([2, 3, 2]), tf.ones([2, 3, 2])]
    const both = Add().computeMask(inputs, [mask(a), mask(b)]) as tf.Tensor
    expect(both.arraySync()).toEqual([
      [1, 1, 0],
      [1, 1, 0],
    ])
    expect(Add().computeMask(inputs, [mask(a), null])).toBeNull()
  })
})
