import type { tf } from '../engine/index.js'
import type { ForwardPass } from './forward-pass.js'
import type { Masks } from './masks.js'
import type { CallArguments, NodeOperation } from './symbolic.js'

export type Tensors = tf.Tensor | tf.Tensor[]

/** What a layer is told besides its inputs. */
export interface CallContext {
  /** Whether the pass belongs to training: dropout drops, batch normalization uses the batch. */
  readonly training: boolean
  /** Which positions of the inputs count; null where all do. */
  readonly mask: Masks
  /** Further arguments of the call, such as `initialState`. */
  readonly kwargs: CallArguments
  /** Where new state, penalties and random seeds go. */
  readonly pass: ForwardPass
  /** The operation that follows, if this one computes it too (see `fuses`). */
  readonly fused?: NodeOperation | undefined
}
