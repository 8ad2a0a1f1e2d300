import { tf } from '../../engine/index.js'
import type { Mask } from '../../graph/masks.js'
import type { SymbolicTensor } from '../../graph/symbolic.js'
import { callableClass } from '../../support/callable.js'
import type { LayerOptions } from '../base/layer-options.js'
import { Merging } from './merging.js'

class MultiplyClass extends Merging {
  static override readonly className = 'Multiply'

  protected override merge(inputs: tf.Tensor[], masks: readonly Mask[]): tf.Tensor {
    // positions that do not count multiply by one, and give zero where none of the inputs counts
    const factors = inputs.map((x, i) => (masks[i] ? tf.where(spread(masks[i], x), x, tf.onesLike(x)) : x))
    const product = factors.reduce((a, b) => tf.mul(a, b))
    if (masks.length < inputs.length || masks.some((m) => !m)) return product
    const counts = (masks as tf.Tensor[]).reduce((a, b) => tf.logicalOr(a, b))
    return tf.where(spread(counts, product), product, tf.zerosLike(product))
  }
}

const spread = (mask: tf.Tensor, x: tf.Tensor) => tf.broadcastTo(tf.expandDims(mask, -1), x.shape)

/**
 * The product of several tensors, element by element.
 *
 * Input shape: a list of tensors of the same shape, or that broadcast. Output shape: the common shape.
 *
 * @throws KeratinError `SHAPE` if the shapes do not go together
 * @example const y = Multiply()([a, b])
 * @see https://keras.io/api/layers/merging_layers/multiply/
 */
export const Multiply = callableClass(MultiplyClass)
export type Multiply = MultiplyClass

/** `Multiply(options)(inputs)` in one call. */
export const multiply = (inputs: readonly SymbolicTensor[], options: LayerOptions = {}): SymbolicTensor =>
  new Multiply(options)(inputs)
