import { tf } from '../../src/engine/index.js'

/** Value of `f(x)` and gradient of `sum(f(x) * weights)`; the caller owns both tensors. */
export function valueAndGradient(
  f: (x: tf.Tensor) => tf.Tensor,
  x: tf.Tensor,
  weights?: tf.Tensor,
): { value: tf.Tensor; gradient: tf.Tensor } {
  return tf.tidy(() => {
    const value = f(x)
    const gradient = tf.grad((t) => {
      const y = f(t as tf.Tensor)
      return tf.sum(weights ? tf.mul(y, weights) : y)
    })(x)
    return { value, gradient }
  })
}
