import { convolutions, type PoolOptions, type tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { Pooling, type PoolingOptions } from './pooling.js'

class MaxPooling2DClass extends Pooling {
  static override readonly className = 'MaxPooling2D'

  constructor(options?: PoolingOptions)
  constructor(poolSize: number | readonly number[], options?: PoolingOptions)
  constructor(...args: unknown[]) {
    super(2, { poolSize: 2, ...named<PoolingOptions>(['poolSize'], args, new.target.className) })
  }

  protected override pool(x: tf.Tensor, options: PoolOptions): tf.Tensor {
    return convolutions.maxPool(x, options)
  }

  /** Whether it does nothing but halve height and width: a convolution before it can do that in passing. */
  get halves(): boolean {
    const { poolSize, strides, padding, dataFormat, activityRegularizer } = this
    const bySize = [...poolSize, ...strides].every((n) => n === 2) && padding === 'valid'
    return (
      bySize &&
      dataFormat === 'channels_last' &&
      !activityRegularizer &&
      this.constructor === MaxPooling2DClass
    )
  }
}

/**
 * The maximum of each window over height and width.
 *
 * A window with NaN has NaN as its maximum, as in Keras on JAX; on TensorFlow, Keras passes over NaN in some windows and
 * not in others.
 *
 * @param poolSize extent of the window. Default `[2, 2]`
 * @param options.strides default: `poolSize`
 * @param options.padding `valid` (default) or `same`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: `[batch, newHeight, newWidth, channels]`.
 *
 * @throws KeratinError `SHAPE` if the window does not fit
 * @example const y = MaxPooling2D([2, 2])(Input({ shape: [24, 24, 32] })) // [null, 12, 12, 32]
 * @see https://keras.io/api/layers/pooling_layers/max_pooling2d/
 */
export const MaxPooling2D = callableClass(MaxPooling2DClass)
export type MaxPooling2D = MaxPooling2DClass
