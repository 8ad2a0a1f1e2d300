import { tf } from '../../engine/index.js'
import type { Shapes } from '../../graph/shape.js'
import type { SymbolicTensor } from '../../graph/symbolic.js'
import { callableClass } from '../../support/callable.js'
import { KeratinError } from '../../support/errors.js'
import type { LayerOptions } from '../base/layer-options.js'
import { Merging, mergedShapes } from './merging.js'

class SubtractClass extends Merging {
  static override readonly className = 'Subtract'

  override build(inputShape: Shapes): void {
    const { length } = mergedShapes(this, inputShape)
    if (length !== 2) {
      throw new KeratinError(
        'SHAPE',
        `Subtract "${this.name}" must be called on two tensors. Received: ${length}.`,
      )
    }
    super.build(inputShape)
  }

  protected override merge([a, b]: [tf.Tensor, tf.Tensor]): tf.Tensor {
    return tf.sub(a, b)
  }
}

/**
 * The difference of two tensors, element by element: `a - b`.
 *
 * Input shape: a list of two tensors of the same shape, or that broadcast. Output shape: the common shape.
 *
 * @throws KeratinError `SHAPE` if there are not two inputs or their shapes do not go together
 * @example const y = Subtract()([a, b])
 * @see https://keras.io/api/layers/merging_layers/subtract/
 */
export const Subtract = callableClass(SubtractClass)
export type Subtract = SubtractClass

/** `Subtract(options)(inputs)` in one call. */
export const subtract = (inputs: readonly SymbolicTensor[], options: LayerOptions = {}): SymbolicTensor =>
  new Subtract(options)(inputs)
