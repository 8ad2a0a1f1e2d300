import type { tf } from '../engine/index.js'
import type { Serialized } from '../support/registry.js'

/** A function of a tensor with the name that files know it by. */
export interface Activation {
  readonly name: string
  readonly fn: (x: tf.Tensor) => tf.Tensor
  /** What files hold of it, if it is more than the name. */
  readonly serialized?: Serialized
}
