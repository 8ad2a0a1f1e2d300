import { tf } from '../../engine/index.js'
import { mapLinear, mapParts, squaredNorm } from './gradient-parts.js'

/** Bounds for gradients; at most one is set. */
export interface Clipping {
  /** The largest norm of the gradient of one variable. */
  readonly clipnorm: number | null
  /** The largest norm of all gradients together. */
  readonly globalClipnorm: number | null
  /** The largest absolute value of one element. */
  readonly clipvalue: number | null
}

/** Gradients within their bounds. */
export function clipGradients(
  gradients: readonly tf.Tensor[],
  { clipnorm, globalClipnorm, clipvalue }: Clipping,
): readonly tf.Tensor[] {
  if (clipnorm) return gradients.map((g) => scaleToNorm(g, clipnorm))
  if (globalClipnorm) return scaleToGlobalNorm(gradients, globalClipnorm)
  if (clipvalue) return gradients.map((g) => mapParts(g, (x) => tf.clipByValue(x, -clipvalue, clipvalue)))
  return gradients
}

const scaleToNorm = (g: tf.Tensor, bound: number): tf.Tensor =>
  scaled(g, tf.div(bound, tf.maximum(tf.sqrt(squaredNorm(g)), bound)))

const scaled = (g: tf.Tensor, factor: tf.Tensor): tf.Tensor => mapLinear(g, (x) => tf.mul(x, factor))

function scaleToGlobalNorm(gradients: readonly tf.Tensor[], bound: number): tf.Tensor[] {
  const norm = tf.sqrt(tf.addN(gradients.map(squaredNorm)))
  const scale = tf.mul(tf.minimum(tf.div(1, norm), 1 / bound), bound)
  // a norm that is infinite makes all NaN, as in Keras: better seen than hidden
  const notFiniteIsNaN = tf.add(scale, tf.sub(norm, norm))
  return gradients.map((g) => scaled(g, notFiniteIsNaN))
}
