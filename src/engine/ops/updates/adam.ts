import { tf } from '../../tf.js'
import { applyUpdate, type UpdateRule, type UpdateScalar } from './update-rule.js'

/** The numbers of a step of Adam. */
export interface AdamScalars {
  /** The learning rate with its bias correction: `lr * sqrt(1 - beta2^t) / (1 - beta1^t)`. */
  alpha: UpdateScalar
  beta1: number
  beta2: number
  epsilon: number
}

const adam: UpdateRule<AdamScalars> = {
  kernel: 'adam',
  usesSquares: true,
  kernelScalars: ({ alpha, beta1, beta2, epsilon }) => [alpha, 1 - beta1, 1 - beta2, epsilon],
  compose([parameter, m, v], gradient, { alpha, beta1, beta2, epsilon }, squares) {
    const newM = tf.add(m!, tf.mul(tf.sub(gradient, m!), 1 - beta1))
    const newV = tf.add(v!, tf.mul(tf.sub(squares(), v!), 1 - beta2))
    const update = tf.div(tf.mul(newM, alpha), tf.add(tf.sqrt(newV), epsilon))
    return [tf.sub(parameter!, update), newM, newV]
  },
}

/**
 * One step of Adam, as Keras computes it:
 * `m' = m + (g - m)(1 - beta1)`, `v' = v + (g² - v)(1 - beta2)`, `param' = param - m' alpha / (sqrt(v') + epsilon)`.
 *
 * A pure function: new tensors come out, nothing is changed in place.
 *
 * @param param, m, v, grad float tensors of one shape
 * @param squares those of the gradient, where they are not simply its square
 * @throws KeratinError SHAPE if the shapes differ
 * @example
 * const alpha = (lr * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t)
 * const { param, m, v } = adamStep(w, m0, v0, dw, { alpha, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 })
 * @see https://keras.io/api/optimizers/adam/
 */
export function adamStep(
  param: tf.Tensor,
  m: tf.Tensor,
  v: tf.Tensor,
  grad: tf.Tensor,
  scalars: AdamScalars,
  squares?: tf.Tensor,
) {
  const [newParam, newM, newV] = applyUpdate(adam, [param, m, v], grad, scalars, squares)
  return { param: newParam!, m: newM!, v: newV! }
}
