import { convolutions, type PoolOptions, type tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { Pooling, type PoolingOptions } from './pooling.js'

class MaxPooling3DClass extends Pooling {
  static override readonly className = 'MaxPooling3D'

  constructor(options?: PoolingOptions)
  constructor(poolSize: number | readonly number[], options?: PoolingOptions)
  constructor(...args: unknown[]) {
    super(3, { poolSize: 2, ...named<PoolingOptions>(['poolSize'], args, new.target.className) })
  }

  protected override pool(x: tf.Tensor, options: PoolOptions): tf.Tensor {
    return convolutions.maxPool(x, options)
  }
}

/**
 * The maximum of each window over depth, height and width.
 *
 * A window with NaN has NaN as its maximum, as in Keras on JAX; on TensorFlow, Keras passes over NaN in some windows and
 * not in others.
 *
 * @param poolSize extent of the window. Default `[2, 2, 2]`
 * @param options.strides default: `poolSize`
 * @param options.padding `valid` (default) or `same`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, depth, height, width, channels]`. Output shape: `[batch, newDepth, newHeight, newWidth, channels]`.
 *
 * @throws KeratinError `SHAPE` if the window does not fit
 * @example const y = MaxPooling3D(2)(Input({ shape: [8, 24, 24, 4] })) // [null, 4, 12, 12, 4]
 * @see https://keras.io/api/layers/pooling_layers/max_pooling3d/
 */
export const MaxPooling3D = callableClass(MaxPooling3DClass)
export type MaxPooling3D = MaxPooling3DClass
