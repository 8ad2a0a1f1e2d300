import { tf, type Variable } from '../../engine/index.js'
import type { ForwardPass } from '../../graph/forward-pass.js'
import { KeratinError } from '../../support/errors.js'

/** The sum of the outputs' losses, the penalties of layers, and those of trained weights. */
export function totalLoss(
  weighted: readonly tf.Tensor[],
  pass: ForwardPass,
  trainedVariables: readonly Variable[],
): tf.Tensor {
  const penalties: tf.Tensor[] = [...pass.losses]
  for (const variable of trainedVariables) {
    if (variable.regularizer) penalties.push(tf.sum(variable.regularizer(variable.read())))
  }
  return totalOf([...weighted, ...penalties])
}

/** The sum of losses, in order. */
export function totalOf([first, ...rest]: readonly tf.Tensor[]): tf.Tensor {
  if (first) return rest.reduce((sum: tf.Tensor, t) => tf.add(sum, t), first)
  throw new KeratinError('NOT_COMPILED', 'There is no loss to compute.', {
    hint: 'Give compile a loss for at least one output.',
  })
}
