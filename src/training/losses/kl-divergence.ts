import { tf } from '../../engine/index.js'
import { EPSILON, floats, plainLoss } from './loss.js'

/** `sum(yTrue * log(yTrue / yPred))` over the last axis. */
export function klDivergence(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const target = tf.clipByValue(floats(yTrue), EPSILON, 1)
  return tf.sum(tf.mul(target, tf.log(tf.div(target, tf.clipByValue(yPred, EPSILON, 1)))), -1)
}

/**
 * How much a predicted distribution differs from the true one: `sum(yTrue * log(yTrue / yPred))`.
 *
 * @see https://keras.io/api/losses/probabilistic_losses/#kldivergence-class
 */
export const KLDivergence = plainLoss('KLDivergence', 'kl_divergence', klDivergence)
