/** Losses that ask for a margin between right and wrong. */
import { tf } from '../../engine/index.js'
import { floats, plainLoss } from './loss.js'

/** Targets 0 and 1 as -1 and 1; others as they are. */
function signs(yTrue: tf.Tensor): tf.Tensor {
  const target = floats(yTrue)
  const isBinary = tf.cast(tf.all(tf.equal(target, tf.square(target))), 'float32') // only 0 and 1 are their squares
  return tf.add(target, tf.mul(isBinary, tf.sub(target, 1)))
}

const margins = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
  tf.maximum(tf.sub(1, tf.mul(signs(yTrue), yPred)), 0)

/** `mean(max(1 - yTrue * yPred, 0))` over the last axis; targets 0 and 1 become -1 and 1. */
export const hinge = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => tf.mean(margins(yTrue, yPred), -1)

/** `mean(max(1 - yTrue * yPred, 0)^2)` over the last axis; targets 0 and 1 become -1 and 1. */
export const squaredHinge = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
  tf.mean(tf.square(margins(yTrue, yPred)), -1)

/** `max(largest wrong prediction - right prediction + 1, 0)` for one-hot targets. */
export function categoricalHinge(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const target = floats(yTrue)
  const right = tf.sum(tf.mul(target, yPred), -1)
  const wrong = tf.max(tf.mul(tf.sub(1, target), yPred), -1)
  return tf.maximum(tf.add(tf.sub(wrong, right), 1), 0)
}

/** `mean(max(1 - yTrue * yPred, 0))`. @see https://keras.io/api/losses/hinge_losses/#hinge-class */
export const Hinge = plainLoss('Hinge', 'hinge', hinge)

/** `mean(max(1 - yTrue * yPred, 0)^2)`. @see https://keras.io/api/losses/hinge_losses/#squaredhinge-class */
export const SquaredHinge = plainLoss('SquaredHinge', 'squared_hinge', squaredHinge)

/**
 * `max(largest wrong prediction - right prediction + 1, 0)`.
 *
 * @see https://keras.io/api/losses/hinge_losses/#categoricalhinge-class
 */
export const CategoricalHinge = plainLoss('CategoricalHinge', 'categorical_hinge', categoricalHinge)
