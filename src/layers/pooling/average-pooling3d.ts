import { convolutions, type PoolOptions, type tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { Pooling, type PoolingOptions } from './pooling.js'

class AveragePooling3DClass extends Pooling {
  static override readonly className = 'AveragePooling3D'

  constructor(poolSize: number | readonly number[], options?: PoolingOptions)
  constructor(options: PoolingOptions & { poolSize: number | readonly number[] })
  constructor(...args: unknown[]) {
    super(3, named<PoolingOptions>(['poolSize'], args, new.target.className))
  }

  protected override pool(x: tf.Tensor, options: PoolOptions): tf.Tensor {
    return convolutions.avgPool(x, options)
  }
}

/**
 * The mean of each window over depth, height and width.
 *
 * @param poolSize extent of the window
 * @param options.strides default: `poolSize`
 * @param options.padding `valid` (default) or `same`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, depth, height, width, channels]`. Output shape: `[batch, newDepth, newHeight, newWidth, channels]`.
 *
 * @throws KeratinError `SHAPE` if the window does not fit
 * @example const y = AveragePooling3D(2)(Input({ shape: [8, 24, 24, 4] })) // [null, 4, 12, 12, 4]
 * @see https://keras.io/api/layers/pooling_layers/average_pooling3d/
 */
export const AveragePooling3D = callableClass(AveragePooling3DClass)
export type AveragePooling3D = AveragePooling3DClass
