/** Losses for numbers: how far predictions are off. */
import { tf } from '../../engine/index.js'
import { EPSILON, floats, plainLoss } from './loss.js'

/** `mean((yTrue - yPred)^2)` over the last axis. */
export const meanSquaredError = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
  tf.mean(tf.square(tf.sub(yPred, floats(yTrue))), -1)

/** `mean(|yTrue - yPred|)` over the last axis. */
export const meanAbsoluteError = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
  tf.mean(tf.abs(tf.sub(yPred, floats(yTrue))), -1)

/** `100 * mean(|yTrue - yPred| / |yTrue|)` over the last axis. */
export function meanAbsolutePercentageError(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const target = floats(yTrue)
  const share = tf.div(tf.sub(target, yPred), tf.maximum(tf.abs(target), EPSILON))
  return tf.mul(tf.mean(tf.abs(share), -1), 100)
}

/** `mean((log(yTrue + 1) - log(yPred + 1))^2)` over the last axis; negative numbers count as 0. */
export function meanSquaredLogarithmicError(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const logPlusOne = (t: tf.Tensor) => tf.log(tf.add(tf.maximum(t, EPSILON), 1))
  return tf.mean(tf.square(tf.sub(logPlusOne(yPred), logPlusOne(floats(yTrue)))), -1)
}

/** `mean(log(cosh(yPred - yTrue)))` over the last axis. */
export function logCosh(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const error = tf.sub(yPred, floats(yTrue))
  return tf.mean(tf.sub(tf.add(error, tf.softplus(tf.mul(error, -2))), Math.LN2), -1)
}

/** `mean(yPred - yTrue * log(yPred))` over the last axis. */
export const poisson = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
  tf.mean(tf.sub(yPred, tf.mul(floats(yTrue), tf.log(tf.add(yPred, EPSILON)))), -1)

/**
 * The mean of squared errors: `mean((yTrue - yPred)^2)`.
 *
 * yTrue, yPred: [batch, ..., n]; one loss per [batch, ...].
 *
 * @example model.compile({ optimizer: 'adam', loss: MeanSquaredError() })
 * @see https://keras.io/api/losses/regression_losses/#meansquarederror-class
 */
export const MeanSquaredError = plainLoss('MeanSquaredError', 'mean_squared_error', meanSquaredError)

/**
 * The mean of absolute errors: `mean(|yTrue - yPred|)`.
 *
 * @see https://keras.io/api/losses/regression_losses/#meanabsoluteerror-class
 */
export const MeanAbsoluteError = plainLoss('MeanAbsoluteError', 'mean_absolute_error', meanAbsoluteError)

/**
 * The mean of errors in percent: `100 * mean(|yTrue - yPred| / |yTrue|)`.
 *
 * @see https://keras.io/api/losses/regression_losses/#meanabsolutepercentageerror-class
 */
export const MeanAbsolutePercentageError = plainLoss(
  'MeanAbsolutePercentageError',
  'mean_absolute_percentage_error',
  meanAbsolutePercentageError,
)

/**
 * The mean of squared errors of logarithms: `mean((log(yTrue + 1) - log(yPred + 1))^2)`.
 *
 * @see https://keras.io/api/losses/regression_losses/#meansquaredlogarithmicerror-class
 */
export const MeanSquaredLogarithmicError = plainLoss(
  'MeanSquaredLogarithmicError',
  'mean_squared_logarithmic_error',
  meanSquaredLogarithmicError,
)

/**
 * Like squared errors near 0, like absolute errors far out: `mean(log(cosh(yPred - yTrue)))`.
 *
 * @see https://keras.io/api/losses/regression_losses/#logcosh-class
 */
export const LogCosh = plainLoss('LogCosh', 'log_cosh', logCosh)

/**
 * For counts: `mean(yPred - yTrue * log(yPred))`.
 *
 * @see https://keras.io/api/losses/probabilistic_losses/#poisson-class
 */
export const Poisson = plainLoss('Poisson', 'poisson', poisson)
