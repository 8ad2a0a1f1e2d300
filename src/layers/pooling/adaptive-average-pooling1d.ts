import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { AdaptiveAveragePooling } from './adaptive-average-pooling.js'
import type { AdaptivePoolingOptions } from './adaptive-pooling.js'

class AdaptiveAveragePooling1DClass extends AdaptiveAveragePooling {
  static override readonly className = 'AdaptiveAveragePooling1D'

  constructor(outputSize: number | readonly number[], options?: AdaptivePoolingOptions)
  constructor(options: AdaptivePoolingOptions & { outputSize: number | readonly number[] })
  constructor(...args: unknown[]) {
    super(1, named<AdaptivePoolingOptions>(['outputSize'], args, new.target.className))
  }
}

/**
 * The mean of each of as many windows over one axis as the output has positions, for inputs of any extent:
 * window o of n inputs reaches from `floor(o·n / outputs)` to before `ceil((o + 1)·n / outputs)`.
 *
 * @param outputSize extent of the output
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, steps, channels]`. Output shape: `[batch, outputSize, channels]`.
 *
 * @throws KeratinError `SHAPE` if the input has not three axes
 * @example const y = AdaptiveAveragePooling1D(10)(Input({ shape: [200, 32] })) // [null, 10, 32]
 * @see https://keras.io/api/layers/pooling_layers/adaptive_average_pooling1d/
 */
export const AdaptiveAveragePooling1D = callableClass(AdaptiveAveragePooling1DClass)
export type AdaptiveAveragePooling1D = AdaptiveAveragePooling1DClass
