import { withDerivative } from '../../engine/differentiable.js'
import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { FunctionLoss, floats, type LossOptions } from './loss.js'

/** Squared errors up to `delta`, absolute ones beyond; the mean over the last axis. */
export function huber(yTrue: tf.Tensor, yPred: tf.Tensor, { delta = 1 }: { delta?: number } = {}): tf.Tensor {
  const losses = withDerivative(
    tf.sub(yPred, floats(yTrue)),
    (error) => {
      const size = tf.abs(error)
      const near = tf.mul(tf.square(error), 0.5)
      return tf.where(tf.lessEqual(size, delta), near, tf.sub(tf.mul(size, delta), 0.5 * delta * delta))
    },
    (error) => tf.clipByValue(error, -delta, delta),
  )
  return tf.mean(losses, -1)
}

export interface HuberOptions extends LossOptions {
  /** The error from which on the loss grows in a straight line. Default 1. */
  delta?: number
}

class HuberClass extends FunctionLoss {
  static override readonly className: string = 'Huber'

  constructor({ delta = 1, ...options }: HuberOptions = {}) {
    super((yTrue, yPred) => huber(yTrue, yPred, { delta }), options, 'huber_loss')
  }
}

/**
 * `0.5 * error^2` for errors up to `delta`, `delta * |error| - 0.5 * delta^2` beyond.
 *
 * As in Keras 3.15, `delta` is not part of the configuration and so is lost when a model is saved and loaded.
 *
 * @param delta default 1
 * @see https://keras.io/api/losses/regression_losses/#huber-class
 */
export const Huber: Constructible<HuberClass, HuberOptions, [delta: number]> = constructible(HuberClass, [
  'delta',
])
export type Huber = HuberClass
