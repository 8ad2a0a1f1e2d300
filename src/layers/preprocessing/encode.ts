import { inspect, tf } from '../../engine/index.js'
import type { Shape } from '../../graph/shape.js'
import { KeratinError } from '../../support/errors.js'

export const encodings = ['one_hot', 'multi_hot', 'count'] as const
/** How integers become vectors: one for each, or one for all of a sample, with ones or with numbers of times. */
export type Encoding = (typeof encodings)[number]

/**
 * Integers as vectors.
 *
 * @param x integers from 0 to depth - 1, of shape [batch] or [batch, ...]
 * @param weights what each counts, with `count`
 * @throws KeratinError `ARGUMENT` for an integer outside 0 to depth - 1
 */
export function encode(
  where: string,
  x: tf.Tensor,
  encoding: Encoding,
  depth: number,
  weights?: tf.Tensor | null,
): tf.Tensor {
  const integers = tf.cast(x, 'int32')
  checkRange(where, integers, depth)
  const shrunk =
    encoding === 'one_hot' && x.rank > 1 && x.shape.at(-1) === 1 ? tf.squeeze(integers, [-1]) : integers
  const each = tf.cast(tf.oneHot(shrunk as tf.Tensor1D, depth), 'float32')
  if (encoding === 'one_hot') return each
  // all integers of a sample are along its last axis
  const axis = Math.max(0, x.rank - 1)
  if (encoding === 'multi_hot') return tf.max(each, axis)
  return tf.sum(weights ? tf.mul(each, tf.expandDims(tf.cast(weights, 'float32'), -1)) : each, axis)
}

/** The shape of the result of `encode`. */
export function encodedShape(shape: Shape, encoding: Encoding, depth: number): Shape {
  const shrinks = encoding !== 'one_hot' || (shape.length > 1 && shape.at(-1) === 1)
  return [...(shrinks ? shape.slice(0, -1) : shape), depth]
}

function checkRange(where: string, x: tf.Tensor, depth: number): void {
  inspect(x, (values) => {
    const bad = values.find((i) => i < 0 || i >= depth)
    if (bad === undefined) return
    throw new KeratinError('ARGUMENT', `${where} expects integers from 0 to ${depth - 1}. Received: ${bad}.`)
  })
}
