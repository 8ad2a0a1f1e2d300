import type { tf } from '../engine/index.js'

/**
 * The values of a tensor as nested arrays: numbers, texts, and booleans as `true` and `false`. A scalar becomes a single
 * value.
 *
 * The type of the result is what is expected of it, as the number of axes of a tensor is not part of its type.
 *
 * @example const rows: number[][] = toArray(tf.tensor([[1, 2], [3, 4]]))
 * @example toArray(tf.tensor([3, -6]).greater(0)) // [true, false]
 */
// biome-ignore lint/suspicious/noExplicitAny: how deep the arrays are depends on the tensor, not on its type
export function toArray<T = any>(x: tf.Tensor): T {
  const values = x.arraySync()
  return (x.dtype === 'bool' ? truths(values) : values) as T
}

const truths = (values: unknown): unknown => (Array.isArray(values) ? values.map(truths) : Boolean(values))
