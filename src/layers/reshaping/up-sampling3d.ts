import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { UpSampling, type UpSamplingOptions } from './up-sampling.js'

class UpSampling3DClass extends UpSampling {
  static override readonly className = 'UpSampling3D'

  constructor(options?: UpSamplingOptions)
  constructor(size: number | readonly number[], options?: UpSamplingOptions)
  constructor(...args: unknown[]) {
    super(3, named<UpSamplingOptions>(['size'], args, new.target.className))
  }
}

/**
 * Repeats each position along the three axes of volumes.
 *
 * @param size how often: `2` or `[2, 2, 2]`. Default 2
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, depth, height, width, channels]`. Output shape: `[batch, depth * size, height * size, width * size, channels]`.
 *
 * @throws KeratinError `ARGUMENT` if size is not positive
 * @example const y = UpSampling3D([1, 2, 2])(Input({ shape: [4, 8, 8, 1] })) // [null, 4, 16, 16, 1]
 * @see https://keras.io/api/layers/reshaping_layers/up_sampling3d/
 */
export const UpSampling3D = callableClass(UpSampling3DClass)
export type UpSampling3D = UpSampling3DClass
