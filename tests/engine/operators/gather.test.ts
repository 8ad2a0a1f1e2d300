import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tf } from '../../../src/engine/index.js'
import { ofShare } from '../../harness/share.js'
import { checkOperator } from './check.js'
import { at, build, map, type Nd, randomIndices, randomNd } from './reference.js'

/** x with the axis replaced by the axes of the indices. */
function gather(x: Nd, indices: Nd, axis: number): Nd {
  const rank = indices.shape.length
  return build([...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)], (i) =>
    at(x, [...i.slice(0, axis), at(indices, i.slice(axis, axis + rank)), ...i.slice(axis + rank)]),
  )
}

function segmentSum(x: Nd, ids: Nd, segments: number): Nd {
  const y = build([segments, ...x.shape.slice(1)], () => 0)
  const width = y.data.length / segments
  x.data.forEach((value, i) => {
    const id = ids.data[Math.floor(i / width)]!
    if (id >= 0 && id < segments) y.data[id * width + (i % width)]! += value
  })
  return y
}

const cases = fc.record({
  rest: fc.constantFrom<number[]>([], [1], [4], [5], [2, 3], [33]),
  rows: fc.integer({ min: 1, max: 9 }),
  indexShape: fc.constantFrom<number[]>([1], [7], [3, 4], [0], [50]),
  seed: fc.integer(),
})

describe('gather', () => {
  it('takes rows and sums gradients of rows taken twice', () => {
    fc.assert(
      fc.property(
        cases,
        ofShare('gather', 4, ({ rest, rows, indexShape, seed }) => {
          checkOperator({
            inputs: [randomNd([rows, ...rest], seed), randomIndices(indexShape, seed + 1, rows)],
            dtypes: { 1: 'int32' },
            operator: (x, indices) => tf.gather(x, indices as tf.Tensor1D),
            reference: (x, indices) => gather(x, indices, 0),
          })
        }),
      ),
      { numRuns: 60, seed: 1 },
    )
  })

  it.each([1, 2])('takes along axis %i', (axis) => {
    checkOperator({
      inputs: [randomNd([3, 5, 4], 1), randomIndices([6], 2, 4)],
      dtypes: { 1: 'int32' },
      operator: (x, indices) => tf.gather(x, indices as tf.Tensor1D, axis),
      reference: (x, indices) => gather(x, indices, axis),
    })
  })

  it('takes rows of integers', () => {
    tf.tidy(() => {
      const rows = tf.gather(tf.tensor2d([1, 2, 3, 4], [2, 2], 'int32'), tf.tensor1d([1, 1, 0], 'int32'))
      expect(rows.dtype).toBe('int32')
      expect(rows).toBeAllclose([
        [3, 4],
        [3, 4],
        [1, 2],
      ])
    })
  })

  it.each([-1, 4])('refuses the index %i of four rows, on any axis, and leaves nothing behind', (index) => {
    const before = tf.memory().numTensors
    tf.tidy(() => {
      const indices = tf.tensor1d([0, index], 'int32')
      expect(() => tf.gather(tf.ones([4, 3]), indices)).toThrow(/index/)
      expect(() => tf.gather(tf.ones([3, 4]), indices, 1)).toThrow(/index/)
    })
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('unsortedSegmentSum', () => {
  it('sums rows by index and leaves out negative indices', () => {
    fc.assert(
      fc.property(
        cases,
        ofShare('gather 2', 4, ({ rest, rows, indexShape, seed }) => {
          const n = indexShape.reduce((a, b) => a * b, 1)
          checkOperator({
            inputs: [randomNd([n, ...rest], seed), map(randomIndices([n], seed + 1, rows + 1), (v) => v - 1)],
            dtypes: { 1: 'int32' },
            operator: (x, ids) => tf.unsortedSegmentSum(x, ids as tf.Tensor1D, rows),
            reference: (x, ids) => segmentSum(x, ids, rows),
          })
        }),
      ),
      { numRuns: 60, seed: 1 },
    )
  })
})
