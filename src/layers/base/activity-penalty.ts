import { tf } from '../../engine/index.js'
import type { Tensors } from '../../graph/call-context.js'
import type { ForwardPass } from '../../graph/forward-pass.js'
import type { Regularizer } from '../../regularizers/index.js'
import { membersOf } from './call-parts.js'

/** What the outputs of a layer cost by its activity regularizer, a sample. */
export function penalizeActivity(
  layer: { readonly activityRegularizer: Regularizer | null },
  output: Tensors,
  pass: ForwardPass,
): void {
  for (const y of membersOf(output)) {
    const penalty = layer.activityRegularizer!.apply(y)
    pass.addLoss((y.rank > 0 ? tf.div(penalty, y.shape[0]!) : penalty) as tf.Scalar, layer)
  }
}
