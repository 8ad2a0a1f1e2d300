import { describe, expect, it } from 'vitest'
import { embeddingLookup, gradientParts, tf } from '../../src/engine/index.js'
import { expectNoLeak } from '../harness/leaks.js'

const table = () => tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2])
const tokens = () => tf.tensor2d([0, 2, 2, 1], [2, 2], 'int32')

describe('embeddingLookup', () => {
  it('looks up rows, and its gradient sums those of equal tokens', () =>
    expectNoLeak(() =>
      tf.tidy(() => {
        const ids = tokens()
        const dy = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2])
        expect(embeddingLookup(table(), ids)).toBeAllclose([
          [
            [1, 2],
            [5, 6],
          ],
          [
            [5, 6],
            [3, 4],
          ],
        ])
        const gradient = tf.grad((t) => embeddingLookup(t as tf.Tensor, ids))(table(), dy)
        expect(gradient).toBeAllclose([
          [1, 2],
          [7, 8],
          [8, 10],
        ])
        const parts = gradientParts(gradient)!
        expect(parts.values).toBeAllclose([
          [1, 2],
          [3, 4],
          [5, 6],
          [7, 8],
        ])
        expect(parts.indices).toBeAllclose([0, 2, 2, 1])
      }),
    ))

  it('frees the parts with the gradient, wherever that is disposed', () =>
    expectNoLeak(() => {
      const [t, ids] = [table(), tokens()]
      const gradient = tf.grad((x) => embeddingLookup(x as tf.Tensor, ids))(t)
      expect(gradientParts(gradient)).toBeDefined()
      tf.dispose([gradient, t, ids])
    }))

  it('has a plain gradient where lookups are added up', () =>
    expectNoLeak(() =>
      tf.tidy(() => {
        const ids = tokens()
        const twice = (x: tf.Tensor) => tf.add(embeddingLookup(x, ids), embeddingLookup(x, ids))
        const gradient = tf.grad((x) => twice(x as tf.Tensor))(table())
        expect(gradient).toBeAllclose([
          [2, 2],
          [2, 2],
          [4, 4],
        ])
        expect(gradientParts(gradient)).toBeUndefined()
      }),
    ))
})
