import { expect, it } from 'vitest'
import { tf } from '../../src/engine/index.js'

it('keeps the tensors in the result of tidy, wherever they are, and frees the others', () => {
  const before = tf.memory().numTensors
  class Pair {
    constructor(
      readonly a: tf.Tensor,
      readonly b: tf.Tensor[],
    ) {}
  }
  const result = tf.tidy(() => {
    const [a, b, c] = [tf.ones([2]), tf.ones([3]), tf.ones([4])]
    tf.ones([5])
    const ring: Record<string, unknown> = { numbers: new Float32Array(9), text: 'x', none: null }
    ring.self = ring
    ring.pair = new Pair(a, [b])
    ring.sparse = Object.assign([], { 2: c })
    return ring as tf.TensorContainerObject
  })
  expect(tf.memory().numTensors).toBe(before + 3)
  const { a, b } = result.pair as unknown as { a: tf.Tensor; b: tf.Tensor[] }
  expect([a.shape, b[0]!.shape, (result.sparse as tf.Tensor[])[2]!.shape]).toEqual([[2], [3], [4]])
  tf.dispose([a, b, result.sparse as tf.Tensor[]])
  expect(tf.memory().numTensors).toBe(before)
})

it('gives numbers as they are', () => {
  const numbers = tf.tidy(() => tf.range(0, 3).dataSync() as unknown as tf.TensorContainer)
  expect(numbers).toEqual(Float32Array.of(0, 1, 2))
})
