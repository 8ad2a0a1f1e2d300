import { tf } from '../tf.js'
import { hasNativeKernels, runKernel } from './native.js'
import { type Seed, seedWords, statelessUniform } from './random.js'

/**
 * Sets elements to zero at random and scales the others: `y = x / (1 - rate)` with probability `1 - rate`, else 0.
 * The noise is a function of the seed, so the gradient draws the same noise again and nothing is kept for it.
 *
 * @param x a float tensor of any shape
 * @param rate share of the elements to drop, in [0, 1]
 * @param seed an integer, or two words of 32 bits
 * @returns a tensor of the shape of x
 * @example dropout(tf.ones([4, 8]), 0.5, 1447)
 */
export function dropout<T extends tf.Tensor>(x: T, rate: number, seed: Seed): T {
  const scale = rate < 1 ? 1 / (1 - rate) : 0
  if (!hasNativeKernels() || x.dtype !== 'float32') {
    const kept = tf.greaterEqual(statelessUniform(x.shape, seed), rate)
    return tf.where(kept, tf.mul(x, scale), tf.zerosLike(x)) as T
  }
  const attrs = { rate, scale, seed: seedWords(seed) }
  return tf.customGrad((input) => ({
    value: runKernel('KeratinDropout', { x: input as tf.Tensor }, attrs),
    gradFunc: (dy: tf.Tensor) => dropout(dy, rate, seed),
  }))(x) as T
}
