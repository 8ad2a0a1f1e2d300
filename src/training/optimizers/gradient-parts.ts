/** Functions of gradients that, for embeddings, are sums over the parts of a gradient, as in Keras. */
import { gradientParts, sumParts, tf, withParts } from '../../engine/index.js'

type Elementwise = (x: tf.Tensor) => tf.Tensor

/** `f(g)`, element by element; for the gradient of an embedding the sum of `f` of its parts. */
const ofParts =
  (f: Elementwise): Elementwise =>
  (gradient) => {
    const parts = gradientParts(gradient)
    if (!parts) return f(gradient)
    return sumParts({ values: f(parts.values), indices: parts.indices }, gradient.shape[0]!)
  }

/** `g^2`. */
export const squares: Elementwise = ofParts((x) => tf.square(x))

/** `|g|`. */
export const sizes: Elementwise = ofParts((x) => tf.abs(x))

/** The sum of all squares. */
export const squaredNorm = (gradient: tf.Tensor): tf.Tensor =>
  tf.sum(tf.square(gradientParts(gradient)?.values ?? gradient))

/** The gradient with `f`, which must be linear, applied to it and to its parts. */
export function mapLinear(gradient: tf.Tensor, f: Elementwise): tf.Tensor {
  const parts = gradientParts(gradient)
  return parts ? withParts(f(gradient), { values: f(parts.values), indices: parts.indices }) : f(gradient)
}

/** The gradient with `f` applied to its parts, and summed from them again. */
export function mapParts(gradient: tf.Tensor, f: Elementwise): tf.Tensor {
  const parts = gradientParts(gradient)
  if (!parts) return f(gradient)
  const mapped = { values: f(parts.values), indices: parts.indices }
  return withParts(sumParts(mapped, gradient.shape[0]!), mapped)
}
