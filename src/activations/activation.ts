import type { tf } from '../engine/index.js'

/** A function of a tensor with the name that files know it by. */
export interface Activation {
  readonly name: string
  readonly fn: (x: tf.Tensor) => tf.Tensor
}
