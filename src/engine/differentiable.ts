/**
 * Operators whose gradients in TensorFlow.js differ from TensorFlow's at kinks, ties or extremes, with TensorFlow's.
 */
import { tf } from './tf.js'

/**
 * A function of single elements with its derivative given: the gradient is `dy * derivative(x, y)`.
 *
 * Needed for conditions, too: comparisons have no gradient in TensorFlow.js and would stop the backward pass.
 */
export function withDerivative(
  x: tf.Tensor,
  value: (x: tf.Tensor) => tf.Tensor,
  derivative: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  return tf.customGrad((input, save) => {
    const y = value(input as tf.Tensor)
    ;(save as tf.GradSaveFunc)([input as tf.Tensor, y])
    return {
      value: y,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.mul(dy, derivative(saved[0]!, saved[1]!)),
    }
  })(x)
}

/** `f(x)` as a constant: no gradient flows through it, so `f` may use operators that have none. */
export const constantOf = (x: tf.Tensor, f: (x: tf.Tensor) => tf.Tensor): tf.Tensor =>
  tf.customGrad((input) => {
    const { shape } = input as tf.Tensor
    return { value: f(input as tf.Tensor), gradFunc: () => tf.zeros(shape) }
  })(x)

/** A condition as numbers: 1 where it holds, else 0. */
export const indicator = (condition: tf.Tensor): tf.Tensor => tf.cast(condition, 'float32')

/** `x / |x|` along one axis or several, with vectors shorter than epsilon only divided by that. */
export function l2Normalize(x: tf.Tensor, axis: number | number[], epsilon = 1e-7): tf.Tensor {
  const squares = tf.sum(tf.square(x), axis, true)
  return tf.mul(x, tf.minimum(tf.rsqrt(squares), 1 / epsilon))
}
