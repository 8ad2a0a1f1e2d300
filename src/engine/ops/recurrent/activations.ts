import { KeratinError } from '../../../support/errors.js'
import { tf } from '../../tf.js'

const activations: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  linear: (x) => x,
  relu: (x) => tf.relu(x),
  sigmoid: (x) => tf.sigmoid(x),
  tanh: (x) => tf.tanh(x),
}

/** The function given, or that of the name. */
export function activationOf(
  where: string,
  name: string,
  given: ((x: tf.Tensor) => tf.Tensor) | undefined,
): (x: tf.Tensor) => tf.Tensor {
  const found = given ?? activations[name]
  if (found) return found
  throw new KeratinError('UNSUPPORTED', `${where} has no kernel for the activation "${name}".`, {
    hint: 'Pass it as activationFn, that of gates as recurrentActivationFn.',
  })
}
