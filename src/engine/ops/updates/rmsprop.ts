import { tf } from '../../tf.js'
import { applyUpdate, type UpdateRule, type UpdateScalar } from './update-rule.js'

interface RMSpropScalars {
  learningRate: UpdateScalar
  rho: number
  epsilon: number
}

const rmsprop: UpdateRule<RMSpropScalars> = {
  kernel: 'rmsprop',
  usesSquares: true,
  kernelScalars: ({ learningRate, rho, epsilon }) => [learningRate, rho, epsilon],
  compose([parameter, velocity], gradient, { learningRate, rho, epsilon }, squares) {
    const next = tf.add(tf.mul(velocity!, rho), tf.mul(squares(), 1 - rho))
    const step = tf.div(tf.mul(gradient, learningRate), tf.sqrt(tf.add(next, epsilon)))
    return [tf.sub(parameter!, step), next]
  },
}

/**
 * One step of RMSprop: `v' = rho v + (1 - rho) g²`, `param' = param - learningRate g / sqrt(v' + epsilon)`. A pure
 * function: new tensors come out.
 *
 * @param param, velocity, grad float tensors of one shape
 * @param squares those of the gradient, where they are not simply its square
 * @throws KeratinError SHAPE if the shapes differ
 * @example const { param, velocity } = rmspropStep(w, v, dw, { learningRate: 0.001, rho: 0.9, epsilon: 1e-7 })
 * @see https://keras.io/api/optimizers/rmsprop/
 */
export function rmspropStep(
  param: tf.Tensor,
  velocity: tf.Tensor,
  grad: tf.Tensor,
  scalars: RMSpropScalars,
  squares?: tf.Tensor,
): { param: tf.Tensor; velocity: tf.Tensor } {
  const [newParam, newVelocity] = applyUpdate(rmsprop, [param, velocity], grad, scalars, squares)
  return { param: newParam!, velocity: newVelocity! }
}
