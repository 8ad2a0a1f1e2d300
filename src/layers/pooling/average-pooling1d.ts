import { convolutions, type PoolOptions, type tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { Pooling, type PoolingOptions } from './pooling.js'

class AveragePooling1DClass extends Pooling {
  static override readonly className = 'AveragePooling1D'

  constructor(poolSize: number | readonly number[], options?: PoolingOptions)
  constructor(options: PoolingOptions & { poolSize: number | readonly number[] })
  constructor(...args: unknown[]) {
    super(1, named<PoolingOptions>(['poolSize'], args, new.target.className))
  }

  protected override pool(x: tf.Tensor, options: PoolOptions): tf.Tensor {
    return convolutions.avgPool(x, options)
  }
}

/**
 * The mean of each window over one axis.
 *
 * @param poolSize length of the window
 * @param options.strides default: `poolSize`
 * @param options.padding `valid` (default) or `same`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, steps, channels]`. Output shape: `[batch, newSteps, channels]`.
 *
 * @throws KeratinError `SHAPE` if the window does not fit
 * @example const y = AveragePooling1D(2)(Input({ shape: [200, 32] })) // [null, 100, 32]
 * @see https://keras.io/api/layers/pooling_layers/average_pooling1d/
 */
export const AveragePooling1D = callableClass(AveragePooling1DClass)
export type AveragePooling1D = AveragePooling1DClass
