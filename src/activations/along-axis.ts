/** Activations that look at all values along an axis. */
import { constantOf, indicator } from '../engine/differentiable.js'
import { tf } from '../engine/index.js'
import { attachLogits } from '../engine/logits.js'
import { KeratinError, showShape } from '../support/errors.js'

export interface AxisOptions {
  /** Default -1, the last. */
  axis?: number
}

/**
 * `exp(x) / sum(exp(x))` along an axis: positive numbers that sum to 1.
 *
 * @see https://keras.io/api/layers/activations/#softmax-function
 */
export const softmax = (x: tf.Tensor, { axis = -1 }: AxisOptions = {}): tf.Tensor =>
  attachLogits(
    alongLast(x, axis, (t) => tf.softmax(t)),
    x,
  )

/** `x - log(sum(exp(x)))` along an axis. */
export const logSoftmax = (x: tf.Tensor, { axis = -1 }: AxisOptions = {}): tf.Tensor =>
  alongLast(x, axis, (t) => tf.logSoftmax(t))

/**
 * Like softmax, with zeros where it is small.
 *
 * The threshold sums the cumulated sums of the support, as Keras 3 does; for a support of more than two values that
 * differs from the paper.
 */
export const sparsemax = (x: tf.Tensor, { axis = -1 }: AxisOptions = {}): tf.Tensor =>
  alongLast(x, axis, (t) => {
    const n = t.shape.at(-1)!
    if (n === 1) return tf.onesLike(t)
    // sorting as a product with a permutation, because topk has no gradient
    const permutation = constantOf(t, (v) => tf.oneHot(tf.topk(v, n, true).indices, n))
    const sorted = tf.sum(tf.mul(permutation, tf.expandDims(t, -2)), -1)
    const cumulated = tf.cumsum(sorted, t.rank - 1)
    const margin = tf.sub(sorted, tf.div(tf.sub(cumulated, 1), tf.range(1, n + 1)))
    const support = constantOf(margin, (v) => indicator(tf.greater(v, 0)))
    const total = tf.sum(tf.mul(cumulated, support), -1, true)
    return tf.maximum(tf.sub(t, tf.div(tf.sub(total, 1), tf.sum(support, -1, true))), 0)
  })

/** The first half along an axis times the sigmoid of the second half. */
export const glu = (x: tf.Tensor, { axis = -1 }: AxisOptions = {}): tf.Tensor => {
  const at = axis < 0 ? axis + x.rank : axis
  if (x.shape[at]! % 2 !== 0) {
    throw new KeratinError(
      'SHAPE',
      `glu: axis ${axis} must have an even size. Received: shape ${showShape(x.shape)}.`,
    )
  }
  const [value, gate] = tf.split(x, 2, at)
  return tf.mul(value!, tf.sigmoid(gate!))
}

/** Runs a function that works on the last axis on another one. */
function alongLast(x: tf.Tensor, axis: number, fn: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  const last = x.rank - 1
  const at = axis < 0 ? axis + x.rank : axis
  if (at < 0 || at > last) {
    throw new KeratinError('SHAPE', `axis ${axis} does not exist in a tensor of shape ${showShape(x.shape)}.`)
  }
  if (at === last) return fn(x)
  const swapped = Array.from({ length: x.rank }, (_, i) => (i === at ? last : i === last ? at : i))
  return tf.transpose(fn(tf.transpose(x, swapped)), swapped)
}
