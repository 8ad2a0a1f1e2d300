/** Activations made of pieces, with the subgradients TensorFlow takes at the kinks. */
import { indicator, withDerivative } from '../engine/differentiable.js'
import { tf } from '../engine/index.js'

/** `min(max(x, 0), 6)`. */
export const relu6 = (x: tf.Tensor): tf.Tensor => tf.relu6(x)

/** The identity: `x`. */
export const linear = (x: tf.Tensor): tf.Tensor => x

export interface ReluOptions {
  /** Slope below the threshold. Default 0. */
  negativeSlope?: number
  /** The largest output. Default: none. */
  maxValue?: number | null
  /** Where the line begins. Default 0. */
  threshold?: number
}

/**
 * `max(x, 0)`, or in general `x` above `threshold`, `negativeSlope * (x - threshold)` below, at most `maxValue`.
 *
 * @example relu(tf.tensor([-2, 3]), { negativeSlope: 0.1 }) // [-0.2, 3]
 * @see https://keras.io/api/layers/activations/#relu-function
 */
export function relu(
  x: tf.Tensor,
  { negativeSlope = 0, maxValue = null, threshold: start = 0 }: ReluOptions = {},
): tf.Tensor {
  if (maxValue === null && start === 0)
    return negativeSlope === 0 ? tf.relu(x) : tf.leakyRelu(x, negativeSlope)
  if (maxValue === 6 && start === 0 && negativeSlope === 0) return relu6(x)
  let upper = start === 0 ? tf.relu(x) : threshold(x, { threshold: start, defaultValue: 0 })
  if (maxValue !== null) upper = maxValue === 6 && start === 0 ? relu6(x) : tf.clipByValue(upper, 0, maxValue)
  return negativeSlope === 0 ? upper : tf.sub(upper, tf.mul(tf.relu(tf.sub(start, x)), negativeSlope))
}

/** `x` above 0, `negativeSlope * x` below; `negativeSlope` defaults to 0.2. */
export const leakyRelu = (
  x: tf.Tensor,
  { negativeSlope = 0.2 }: { negativeSlope?: number } = {},
): tf.Tensor => tf.leakyRelu(x, negativeSlope)

/** `relu6(x + 3) / 6`: 0 below -3, 1 above 3. */
export const hardSigmoid = (x: tf.Tensor): tf.Tensor => tf.div(relu6(tf.add(x, 3)), 6)

/** `x * hardSigmoid(x)`. */
export const hardSilu = (x: tf.Tensor): tf.Tensor => tf.mul(x, hardSigmoid(x))

/** `x` cut off at -1 and 1. */
export const hardTanh = (x: tf.Tensor): tf.Tensor => tf.clipByValue(x, -1, 1)

/** `x` where `|x| > threshold`, else 0; `threshold` defaults to 0.5. */
export const hardShrink = (x: tf.Tensor, { threshold: t = 0.5 }: { threshold?: number } = {}): tf.Tensor =>
  withDerivative(
    x,
    (v) => tf.where(tf.greater(tf.abs(v), t), v, tf.zerosLike(v)),
    (v) => indicator(tf.greater(tf.abs(v), t)),
  )

/** `x` moved towards 0 by `threshold` (default 0.5), 0 where that would cross it. */
export const softShrink = (x: tf.Tensor, { threshold: t = 0.5 }: { threshold?: number } = {}): tf.Tensor =>
  withDerivative(
    x,
    (v) => tf.where(tf.greater(tf.abs(v), t), tf.sub(v, tf.clipByValue(v, -t, t)), tf.zerosLike(v)),
    (v) => indicator(tf.greater(tf.abs(v), t)),
  )

/** `x` above `threshold`, else `defaultValue`. Both must be given. */
export const threshold = (x: tf.Tensor, options: { threshold: number; defaultValue: number }): tf.Tensor =>
  withDerivative(
    x,
    (v) => tf.where(tf.greater(v, options.threshold), v, tf.fill(v.shape, options.defaultValue)),
    (v) => indicator(tf.greater(v, options.threshold)),
  )

/** `(x + 1) / 2`, cut off at 0 and 1. */
export const sparseSigmoid = (x: tf.Tensor): tf.Tensor =>
  withDerivative(
    x,
    (v) => tf.clipByValue(tf.mul(tf.add(v, 1), 0.5), 0, 1),
    (v) => tf.mul(tf.sub(1, indicator(tf.greaterEqual(tf.abs(v), 1))), 0.5),
  )

/** 0 below -1, `(x + 1)^2 / 4` up to 1, `x` above. */
export const sparsePlus = (x: tf.Tensor): tf.Tensor =>
  withDerivative(
    x,
    (v) => tf.where(tf.less(v, 1), tf.mul(tf.square(tf.relu(tf.add(v, 1))), 0.25), v),
    (v) => tf.clipByValue(tf.mul(tf.add(v, 1), 0.5), 0, 1),
  )
