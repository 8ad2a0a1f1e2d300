import { tf } from '../../engine/index.js'
import type { SymbolicTensor } from '../../graph/symbolic.js'
import { callableClass } from '../../support/callable.js'
import type { LayerOptions } from '../base/layer-options.js'
import { broadcastAll, Merging } from './merging.js'

class MaximumClass extends Merging {
  static override readonly className = 'Maximum'

  protected override merge(inputs: tf.Tensor[]): tf.Tensor {
    return broadcastAll(inputs).reduce((a, b) => tf.maximum(a, b))
  }
}

/**
 * The greatest of several tensors, element by element.
 *
 * Input shape: a list of tensors of the same shape, or that broadcast. Output shape: the common shape.
 *
 * @throws KeratinError `SHAPE` if the shapes do not go together
 * @example const y = Maximum()([a, b])
 * @see https://keras.io/api/layers/merging_layers/maximum/
 */
export const Maximum = callableClass(MaximumClass)
export type Maximum = MaximumClass

/** `Maximum(options)(inputs)` in one call. */
export const maximum = (inputs: readonly SymbolicTensor[], options: LayerOptions = {}): SymbolicTensor =>
  new Maximum(options)(inputs)
