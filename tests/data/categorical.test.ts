import { describe, expect, it } from 'vitest'
import { toCategorical } from '../../src/data/categorical.js'
import { expectNoLeak } from '../harness/leaks.js'

describe('toCategorical', () => {
  // shapes and values as keras.utils.to_categorical gives them
  it.each([
    [
      [0, 2, 1],
      undefined,
      [
        [1, 0, 0],
        [0, 0, 1],
        [0, 1, 0],
      ],
    ],
    [new Uint8Array([1]), 3, [[0, 1, 0]]],
    [
      [[0], [1]],
      2,
      [
        [1, 0],
        [0, 1],
      ],
    ],
    [
      [[0, 1]],
      2,
      [
        [
          [1, 0],
          [0, 1],
        ],
      ],
    ],
    [1, 2, [0, 1]],
  ])('%j in %s classes', async (labels, classes, expected) => {
    await expectNoLeak(() => {
      const result = toCategorical(labels, classes)
      expect(result.dtype).toBe('float32')
      expect(result).toBeAllclose(expected as number[][], { atol: 0, rtol: 0 })
      result.dispose()
    })
  })

  it.each([[[0, 3]], [[0, -1]], [[0, 0.5]], [[0, Number.NaN]]])('refuses %j', async (labels) => {
    await expectNoLeak(() => {
      expect(() => toCategorical(labels, 3)).toThrow(
        `a label is no class. Expected: integers from 0 to 2. Received: ${labels[1]} at [1].`,
      )
    })
  })
})
