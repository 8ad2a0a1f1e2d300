import { callableClass } from '../../support/callable.js'
import { SpatialDropout } from './spatial-dropout.js'

class SpatialDropout1DClass extends SpatialDropout {
  static override readonly className = 'SpatialDropout1D'
  static override readonly spatialAxes = 1
}

/**
 * Sets whole feature maps of sequences to zero at random in training, and scales the others by `1 / (1 - rate)`.
 *
 * @param rate share of the feature maps to drop, between 0 and 1
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * Input shape: `[batch, steps, channels]`. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if rate is not in [0, 1]
 * @example const y = SpatialDropout1D(0.2)(Input({ shape: [20, 16] }))
 * @see https://keras.io/api/layers/regularization_layers/spatial_dropout1d/
 */
export const SpatialDropout1D = callableClass(SpatialDropout1DClass)
export type SpatialDropout1D = SpatialDropout1DClass
