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
  const found = gradientsAt(
    computeLoss,
    variables.map((v) => v.read()),
  )
  if (found.gradients.some((g) => g !== undefined)) return found
  throw new KeratinError('ARGUMENT', 'The loss does not depend on any trained weight.', {
    hint: 'Check the loss, and that layers meant to be trained are trainable.',
  })
}

/**
 * A value and its gradients with respect to tensors that it is computed from; undefined for those it does not depend
 * on. To be called inside `tf.tidy`.
 */
export function gradientsAt(compute: () => tf.Tensor, xs: tf.Tensor[]): LossAndGradients {
  try {
    const { value, grads } = tf.engine().gradients(compute, xs, undefined, true)
    return { loss: value, gradients: grads as (tf.Tensor | undefined)[] }
  } catch (error) {
    forgetTape()
    throw error
  }
}

/**
 * A loss and its gradients, for steps of one's own. What the function makes on the way (predictions, say) can be used
 * afterwards; like the results it lives as long as the step or the `tf.tidy` around it, without one the caller
 * disposes loss and gradients.
 *
 * @param computeLoss gives the loss, one number or several, which are added up
 * @param variables what the gradients are taken of: `model.trainableWeights`
 * @returns `value`, the loss, and `gradients`, one for each variable: undefined where the loss does not depend on it
 *
 * @throws KeratinError `ARGUMENT` if the loss depends on none of the variables
 * @example
 * const weights = model.trainableWeights
 * tf.tidy(() => {
 *   const { value, gradients } = valueAndGradients(() => loss.compute(y, model(x, { training: true })), weights)
 *   optimizer.apply(gradients, weights)
 * })
 * @see https://keras.io/guides/writing_a_custom_training_loop_in_tensorflow/
 */
export function valueAndGradients(
  computeLoss: () => tf.Tensor,
  variables: readonly Variable[],
): { value: tf.Scalar; gradients: (tf.Tensor | undefined)[] } {
  const engine = tf.engine()
  const around = engine.state.activeScope
  const held: tf.Tensor[] = []
  try {
    const { loss, gradients } = lossAndGradients(() => {
      const loss = tf.sum(computeLoss())
      // the scope of gradients frees what is made in it
      for (const t of engine.state.activeScope?.track ?? []) if (!t.kept && t !== loss) held.push(tf.keep(t))
      return loss
    }, variables)
    return { value: loss as tf.Scalar, gradients }
  } finally {
    for (const t of held) {
      t.kept = false
      if (around) around.track.push(t)
      else t.dispose()
    }
  }
}

/** The gradients of a loss alone: see `valueAndGradients`. */
export function gradients(
  computeLoss: () => tf.Tensor,
  variables: readonly Variable[],
): (tf.Tensor | undefined)[] {
  const { value, gradients } = valueAndGradients(computeLoss, variables)
  value.dispose()
  return gradients
}

/** TensorFlow.js leaves what it recorded, and the tensors it saved, when a step fails half-way. */
function forgetTape(): void {
  const { state } = tf.engine()
  if (state.gradientDepth > 0 || !state.activeTape) return
  for (const { saved } of state.activeTape) for (const t of saved ?? []) t.dispose()
  state.activeTape = []
}
