import { tf } from '../../engine/index.js'
import type { SymbolicTensor } from '../../graph/symbolic.js'
import { callableClass } from '../../support/callable.js'
import type { LayerOptions } from '../base/layer-options.js'
import { Merging } from './merging.js'

class AddClass extends Merging {
  static override readonly className = 'Add'

  protected override merge(inputs: tf.Tensor[]): tf.Tensor {
    return inputs.reduce((a, b) => tf.add(a, b))
  }
}

/**
 * The sum of several tensors, element by element.
 *
 * Input shape: a list of tensors of the same shape, or that broadcast. Output shape: the common shape.
 *
 * @throws KeratinError `SHAPE` if the shapes do not go together
 * @example const y = Add()([a, b])
 * @see https://keras.io/api/layers/merging_layers/add/
 */
export const Add = callableClass(AddClass)
export type Add = AddClass

/** `Add(options)(inputs)` in one call. */
export const add = (inputs: readonly SymbolicTensor[], options: LayerOptions = {}): SymbolicTensor =>
  new Add(options)(inputs)
