import { tf, type Variable } from '../../engine/index.js'
import { KeratinError } from '../../support/errors.js'

/** What the regularizers of weights add to the loss, in the order of the weights. */
export const weightPenalties = (variables: readonly Variable[]): tf.Tensor[] =>
  variables.flatMap((v) => (v.regularizer ? [tf.sum(v.regularizer(v.read()))] : []))

/** The penalties that the latest call of a layer added are there for as long as its scope. */
export function checkNotFreed(penalties: readonly tf.Tensor[], name: string): void {
  if (!penalties.some((t) => t.isDisposed)) return
  throw new KeratinError('ARGUMENT', `The penalties of the latest call of "${name}" are freed.`, {
    hint: 'Call it and read losses within one tf.tidy, or in the function given to gradients.',
  })
}
