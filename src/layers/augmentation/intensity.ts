import { tf } from '../../engine/index.js'
import type { ValueRange } from './value-range.js'

/** Each channel of each image `(x - mean) · f + mean`, cut off at the range; one factor for each image. */
export function adjustContrast(
  images: tf.Tensor4D,
  factors: tf.Tensor1D,
  [low, high]: ValueRange,
): tf.Tensor4D {
  const mean = tf.mean(images, [1, 2], true)
  const factor = tf.reshape(factors, [-1, 1, 1, 1])
  const changed: tf.Tensor4D = tf.add(tf.mul(images, factor), tf.mul(mean, tf.sub(1, factor)))
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
