import { callableClass } from '../../support/callable.js'
import { SpatialDropout } from './spatial-dropout.js'

class SpatialDropout3DClass extends SpatialDropout {
  static override readonly className = 'SpatialDropout3D'
  static override readonly spatialAxes = 3
}

/**
 * Sets whole feature maps of volumes to zero at random in training, and scales the others by `1 / (1 - rate)`.
 *
 * @param rate share of the feature maps to drop, between 0 and 1
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * Input shape: `[batch, depth, height, width, channels]`. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if rate is not in [0, 1]
 * @example const y = SpatialDropout3D(0.2)(Input({ shape: [8, 24, 24, 4] }))
 * @see https://keras.io/api/layers/regularization_layers/spatial_dropout3d/
 */
export const SpatialDropout3D = callableClass(SpatialDropout3DClass)
export type SpatialDropout3D = SpatialDropout3DClass
