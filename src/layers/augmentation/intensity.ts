import { tf } from '../../engine/index.js'
import type { ValueRange } from './value-range.js'

/** Each channel of each image `(x - mean) · f + mean`, cut off at the range; one factor for each image. */
export function adjustContrast(
  images: tf.Tensor4D,
  factors: tf.Tensor1D,
  [low, high]: ValueRange,
): tf.Tensor4D {
  const [, height, width] = images.shape
  const factor = tf.reshape(factors, [-1, 1, 1, 1])
  const shift = tf.mul(tf.mean(images, [1, 2], true), tf.sub(1, factor)) as tf.Tensor4D
  // repeated by hand: adding with broadcast channels is slow on the embedded engine
  const changed: tf.Tensor4D = tf.add(tf.mul(images, factor), tf.tile(shift, [1, height, width, 1]))
  return tf.clipByValue(changed, low, high)
}

/** Each image with a number added, cut off at the range. */
export function adjustBrightness(
  images: tf.Tensor4D,
  deltas: tf.Tensor1D,
  [low, high]: ValueRange,
): tf.Tensor4D {
  const changed: tf.Tensor4D = tf.add(images, tf.reshape(deltas, [-1, 1, 1, 1]))
  return tf.clipByValue(changed, low, high)
}
