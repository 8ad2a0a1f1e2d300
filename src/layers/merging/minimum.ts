import { tf } from '../../engine/index.js'
import type { SymbolicTensor } from '../../graph/symbolic.js'
import { callableClass } from '../../support/callable.js'
import type { LayerOptions } from '../base/layer-options.js'
import { broadcastAll, Merging } from './merging.js'

class MinimumClass extends Merging {
  static override readonly className = 'Minimum'

  protected override merge(inputs: tf.Tensor[]): tf.Tensor {
    return broadcastAll(inputs).reduce((a, b) => tf.minimum(a, b))
  }
}

/**
 * The least of several tensors, element by element.
 *
 * Input shape: a list of tensors of the same shape, or that broadcast. Output shape: the common shape.
 *
 * @throws KeratinError `SHAPE` if the shapes do not go together
 * @example const y = Minimum()([a, b])
 * @see https://keras.io/api/layers/merging_layers/minimum/
 */
export const Minimum = callableClass(MinimumClass)
export type Minimum = MinimumClass

/** `Minimum(options)(inputs)` in one call. */
export const minimum = (inputs: readonly SymbolicTensor[], options: LayerOptions = {}): SymbolicTensor =>
  new Minimum(options)(inputs)
