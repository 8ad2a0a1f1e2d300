import { tf, type Variable } from '../../engine/index.js'

/** What the regularizers of weights add to the loss, in the order of the weights. */
export const weightPenalties = (variables: readonly Variable[]): tf.Tensor[] =>
  variables.flatMap((v) => (v.regularizer ? [tf.sum(v.regularizer(v.read()))] : []))
