import { convolutions, type PoolOptions, type tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { Pooling, type PoolingOptions } from './pooling.js'

class MaxPooling1DClass extends Pooling {
  static override readonly className = 'MaxPooling1D'

  constructor(options?: PoolingOptions)
  constructor(poolSize: number | readonly number[], options?: PoolingOptions)
  constructor(...args: unknown[]) {
    super(1, { poolSize: 2, ...named<PoolingOptions>(['poolSize'], args, new.target.className) })
  }

  protected override pool(x: tf.Tensor, options: PoolOptions): tf.Tensor {
    return convolutions.maxPool(x, options)
  }
}

/**
 * The maximum of each window over one axis.
 *
 * A window with NaN has NaN as its maximum, as in Keras on JAX; on TensorFlow, Keras passes over NaN in some windows and
 * not in others.
 *
 * @param poolSize length of the window. Default 2
 * @param options.strides default: `poolSize`
 * @param options.padding `valid` (default) or `same`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, steps, channels]`. Output shape: `[batch, newSteps, channels]`.
 *
 * @throws KeratinError `SHAPE` if the window does not fit
 * @example const y = MaxPooling1D(2)(Input({ shape: [200, 32] })) // [null, 100, 32]
 * @see https://keras.io/api/layers/pooling_layers/max_pooling1d/
 */
export const MaxPooling1D = callableClass(MaxPooling1DClass)
export type MaxPooling1D = MaxPooling1DClass
