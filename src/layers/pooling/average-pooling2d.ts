import { convolutions, type PoolOptions, type tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { Pooling, type PoolingOptions } from './pooling.js'

class AveragePooling2DClass extends Pooling {
  static override readonly className = 'AveragePooling2D'

  constructor(poolSize: number | readonly number[], options?: PoolingOptions)
  constructor(options: PoolingOptions & { poolSize: number | readonly number[] })
  constructor(...args: unknown[]) {
    super(2, named<PoolingOptions>(['poolSize'], args, new.target.className))
  }

  protected override pool(x: tf.Tensor, options: PoolOptions): tf.Tensor {
    return convolutions.avgPool(x, options)
  }
}

/**
 * The mean of each window over height and width.
 *
 * @param poolSize extent of the window
 * @param options.strides default: `poolSize`
 * @param options.padding `valid` (default) or `same`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: `[batch, newHeight, newWidth, channels]`.
 *
 * @throws KeratinError `SHAPE` if the window does not fit
 * @example const y = AveragePooling2D([2, 2])(Input({ shape: [24, 24, 32] })) // [null, 12, 12, 32]
 * @see https://keras.io/api/layers/pooling_layers/average_pooling2d/
 */
export const AveragePooling2D = callableClass(AveragePooling2DClass)
export type AveragePooling2D = AveragePooling2DClass
