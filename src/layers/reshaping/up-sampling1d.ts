import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { UpSampling, type UpSamplingOptions } from './up-sampling.js'

class UpSampling1DClass extends UpSampling {
  static override readonly className = 'UpSampling1D'

  constructor(options?: UpSamplingOptions)
  constructor(size: number, options?: UpSamplingOptions)
  constructor(...args: unknown[]) {
    super(1, named<UpSamplingOptions>(['size'], args, new.target.className))
  }
}

/**
 * Repeats each step of a sequence.
 *
 * @param size how often. Default 2
 *
 * Input shape: `[batch, steps, channels]`. Output shape: `[batch, steps * size, channels]`.
 *
 * @throws KeratinError `ARGUMENT` if size is not a positive integer
 * @example const y = UpSampling1D(3)(Input({ shape: [10, 4] })) // [null, 30, 4]
 * @see https://keras.io/api/layers/reshaping_layers/up_sampling1d/
 */
export const UpSampling1D = callableClass(UpSampling1DClass)
export type UpSampling1D = UpSampling1DClass
