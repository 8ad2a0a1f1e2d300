import { tf, type Variable } from '../../engine/index.js'
import { KeratinError } from '../../support/errors.js'

/** A loss and its gradients; undefined for variables it does not depend on. */
export interface LossAndGradients {
  loss: tf.Tensor
  gradients: (tf.Tensor | undefined)[]
}

/**
 * Computes a loss and its gradients with respect to variables. To be called inside `tf.tidy`.
 *
 * @throws KeratinError `ARGUMENT` if the loss depends on none of the variables
 */
export function lossAndGradients(
  computeLoss: () => tf.Tensor,
  variables: readonly Variable[],
): LossAndGradients {
  if (variables.length === 0) return { loss: computeLoss(), gradients: [] }
  const xs = variables.map((v) => v.read())
  try {
    const { value, grads } = tf.engine().gradients(computeLoss, xs, undefined, true)
    const gradients = grads as (tf.Tensor | undefined)[]
    if (gradients.some((g) => g !== undefined)) return { loss: value, gradients }
  } catch (error) {
    forgetTape()
    throw error
  }
  throw new KeratinError('ARGUMENT', 'The loss does not depend on any trained weight.', {
    hint: 'Check the loss, and that layers meant to be trained are trainable.',
  })
}

/** TensorFlow.js leaves what it recorded, and the tensors it saved, when a step fails half-way. */
function forgetTape(): void {
  const { state } = tf.engine()
  if (state.gradientDepth > 0 || !state.activeTape) return
  for (const { saved } of state.activeTape) for (const t of saved ?? []) t.dispose()
  state.activeTape = []
}
