import { tf } from '../../tf.js'
import { applyUpdate, type UpdateRule, type UpdateScalar } from './update-rule.js'

interface MomentumScalars {
  learningRate: UpdateScalar
  momentum: number
  nesterov: boolean
}

const sgd: UpdateRule<Pick<MomentumScalars, 'learningRate'>> = {
  kernel: 'sgd',
  usesSquares: false,
  kernelScalars: ({ learningRate }) => [learningRate],
  compose: ([parameter], gradient, { learningRate }) => [tf.sub(parameter!, tf.mul(gradient, learningRate))],
}

const sgdMomentum: UpdateRule<MomentumScalars> = {
  kernel: 'sgdMomentum',
  usesSquares: false,
  kernelScalars: ({ learningRate, momentum, nesterov }) => [learningRate, momentum, Number(nesterov)],
  compose([parameter, change], gradient, { learningRate, momentum, nesterov }) {
    const step = tf.mul(gradient, learningRate)
    const next = tf.sub(tf.mul(change!, momentum), step)
    const applied = nesterov ? tf.sub(tf.mul(next, momentum), step) : next
    return [tf.add(parameter!, applied), next]
  },
}

/**
 * One step of gradient descent: `param' = param - learningRate g`. A pure function: a new tensor comes out.
 *
 * @param param, grad float tensors of one shape
 * @throws KeratinError SHAPE if the shapes differ
 * @example const param = sgdStep(w, dw, 0.01)
 * @see https://keras.io/api/optimizers/sgd/
 */
export const sgdStep = (param: tf.Tensor, grad: tf.Tensor, learningRate: UpdateScalar): tf.Tensor =>
  applyUpdate(sgd, [param], grad, { learningRate })[0]!

/**
 * One step of gradient descent with momentum: `change' = momentum change - learningRate g`, `param' = param + change'`;
 * with Nesterov's, `param' = param + momentum change' - learningRate g`. A pure function: new tensors come out.
 *
 * @param param, change, grad float tensors of one shape
 * @throws KeratinError SHAPE if the shapes differ
 * @example const { param, change } = sgdMomentumStep(w, c, dw, { learningRate: 0.01, momentum: 0.9, nesterov: false })
 * @see https://keras.io/api/optimizers/sgd/
 */
export function sgdMomentumStep(
  param: tf.Tensor,
  change: tf.Tensor,
  grad: tf.Tensor,
  scalars: MomentumScalars,
): { param: tf.Tensor; change: tf.Tensor } {
  const [newParam, newChange] = applyUpdate(sgdMomentum, [param, change], grad, scalars)
  return { param: newParam!, change: newChange! }
}
