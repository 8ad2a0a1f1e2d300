import { tf } from '../engine/index.js'

/** What may be given where a program calls a loss or a metric: a tensor, or numbers. */
export type GivenTensor = tf.Tensor | tf.TensorLike

/** The tensor, or one made of the numbers. */
export const givenTensor = (given: GivenTensor): tf.Tensor =>
  given instanceof tf.Tensor ? given : tf.tensor(given)
