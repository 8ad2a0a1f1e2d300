import { recordsNestedGradient } from '../gradients/nested.js'
import { sumToShape } from '../gradients/sum-to-shape.js'
import { tf } from '../tf.js'

export interface LayerNormalizationOptions {
  /** The axes that are normalized together. */
  axes: readonly number[]
  /** Added to the variance. */
  epsilon: number
  /** Whether the mean is subtracted. Default true. */
  centre?: boolean
  /** Factor, of a shape that broadcasts to x. */
  gamma?: tf.Tensor | undefined
  /** Offset, of a shape that broadcasts to x. */
  beta?: tf.Tensor | undefined
}

/**
 * `gamma · (x - mean) / sqrt(variance + epsilon) + beta`, mean and variance over some axes of each sample.
 *
 * Without centring, the mean is taken to be 0: the values are divided by their root mean square.
 *
 * The gradient is written out: it needs the normalized values and one number for each group, and three sums.
 *
 * @param x a float tensor of any shape
 * @returns a tensor of the shape of x
 */
export function layerNormalization(x: tf.Tensor, options: LayerNormalizationOptions): tf.Tensor {
  if (x.dtype !== 'float32') return tf.cast(layerNormalization(tf.cast(x, 'float32'), options), x.dtype)
  const { gamma, beta } = options
  // an outer gradient must know how saved values came about
  if (recordsNestedGradient()) return shifted(scaled(normalize(x, options).normal, gamma), beta)
  const given = [x, gamma, beta].filter((t) => t !== undefined)
  return tf.customGrad((...args) => {
    const save = args.at(-1) as unknown as tf.GradSaveFunc
    const { normal, inverse } = normalize(args[0] as tf.Tensor, options)
    save(gamma ? [normal, inverse, gamma] : [normal, inverse])
    return {
      value: shifted(scaled(normal, gamma), beta),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => gradients(dy, saved, options),
    }
  })(...given)
}

const scaled = (x: tf.Tensor, gamma: tf.Tensor | undefined) => (gamma ? tf.mul(x, gamma) : x)
const shifted = (x: tf.Tensor, beta: tf.Tensor | undefined) => (beta ? tf.add(x, beta) : x)

function normalize(x: tf.Tensor, { axes, epsilon, centre = true }: LayerNormalizationOptions) {
  const centred = centre ? tf.sub(x, tf.mean(x, [...axes], true)) : x
  const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), [...axes], true), epsilon))
  return { normal: tf.mul(centred, inverse), inverse }
}

function gradients(
  dy: tf.Tensor,
  [normal, inverse, gamma]: tf.Tensor[],
  { axes, centre = true, beta }: LayerNormalizationOptions,
): tf.Tensor[] {
  const g = scaled(dy, gamma)
  const product = tf.mul(g, normal!)
  const along = tf.mul(normal!, tf.mean(product, [...axes], true))
  const centred = centre ? tf.sub(g, tf.mean(g, [...axes], true)) : g
  const dx = tf.mul(tf.sub(centred, along), inverse!)
  return [
    dx,
    ...(gamma ? [sumToShape(tf.mul(dy, normal!), gamma.shape)] : []),
    ...(beta ? [sumToShape(dy, beta.shape)] : []),
  ]
}
