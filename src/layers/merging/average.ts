import { tf } from '../../engine/index.js'
import type { SymbolicTensor } from '../../graph/symbolic.js'
import { callableClass } from '../../support/callable.js'
import type { LayerOptions } from '../base/layer-options.js'
import { Merging } from './merging.js'

class AverageClass extends Merging {
  static override readonly className = 'Average'

  protected override merge(inputs: tf.Tensor[]): tf.Tensor {
    return tf.div(
      inputs.reduce((a, b) => tf.add(a, b)),
      inputs.length,
    )
  }
}

/**
 * The mean of several tensors, element by element.
 *
 * Input shape: a list of tensors of the same shape, or that broadcast. Output shape: the common shape.
 *
 * @throws KeratinError `SHAPE` if the shapes do not go together
 * @example const y = Average()([a, b])
 * @see https://keras.io/api/layers/merging_layers/average/
 */
export const Average = callableClass(AverageClass)
export type Average = AverageClass

/** `Average(options)(inputs)` in one call. */
export const average = (inputs: readonly SymbolicTensor[], options: LayerOptions = {}): SymbolicTensor =>
  new Average(options)(inputs)
