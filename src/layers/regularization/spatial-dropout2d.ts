import { callableClass } from '../../support/callable.js'
import { SpatialDropout } from './spatial-dropout.js'

class SpatialDropout2DClass extends SpatialDropout {
  static override readonly className = 'SpatialDropout2D'
  static override readonly spatialAxes = 2
}

/**
 * Sets whole feature maps of images to zero at random in training, and scales the others by `1 / (1 - rate)`.
 *
 * @param rate share of the feature maps to drop, between 0 and 1
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if rate is not in [0, 1]
 * @example const y = SpatialDropout2D(0.2)(Input({ shape: [24, 24, 16] }))
 * @see https://keras.io/api/layers/regularization_layers/spatial_dropout2d/
 */
export const SpatialDropout2D = callableClass(SpatialDropout2DClass)
export type SpatialDropout2D = SpatialDropout2DClass
