import { tf } from '../../tf.js'
import { applyUpdate, type UpdateRule, type UpdateScalar } from './update-rule.js'

interface AdagradScalars {
  learningRate: UpdateScalar
  epsilon: number
}

const adagrad: UpdateRule<AdagradScalars> = {
  kernel: 'adagrad',
  usesSquares: true,
  kernelScalars: ({ learningRate, epsilon }) => [learningRate, epsilon],
  compose([parameter, accumulator], gradient, { learningRate, epsilon }, squares) {
    const sum = tf.add(accumulator!, squares())
    const step = tf.div(tf.mul(gradient, learningRate), tf.sqrt(tf.add(sum, epsilon)))
    return [tf.sub(parameter!, step), sum]
  },
}

/**
 * One step of Adagrad: `a' = a + g²`, `param' = param - learningRate g / sqrt(a' + epsilon)`. A pure function: new
 * tensors come out.
 *
 * @param param, accumulator, grad float tensors of one shape
 * @param squares those of the gradient, where they are not simply its square
 * @throws KeratinError SHAPE if the shapes differ
 * @example const { param, accumulator } = adagradStep(w, a, dw, { learningRate: 0.001, epsilon: 1e-7 })
 * @see https://keras.io/api/optimizers/adagrad/
 */
export function adagradStep(
  param: tf.Tensor,
  accumulator: tf.Tensor,
  grad: tf.Tensor,
  scalars: AdagradScalars,
  squares?: tf.Tensor,
): { param: tf.Tensor; accumulator: tf.Tensor } {
  const [newParam, newSum] = applyUpdate(adagrad, [param, accumulator], grad, scalars, squares)
  return { param: newParam!, accumulator: newSum! }
}
