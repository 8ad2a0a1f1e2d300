import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { AdaptiveAveragePooling } from './adaptive-average-pooling.js'
import type { AdaptivePoolingOptions } from './adaptive-pooling.js'

class AdaptiveAveragePooling2DClass extends AdaptiveAveragePooling {
  static override readonly className = 'AdaptiveAveragePooling2D'

  constructor(outputSize: number | readonly number[], options?: AdaptivePoolingOptions)
  constructor(options: AdaptivePoolingOptions & { outputSize: number | readonly number[] })
  constructor(...args: unknown[]) {
    super(2, named<AdaptivePoolingOptions>(['outputSize'], args, new.target.className))
  }
}

/**
 * The mean of each of as many windows over height and width as the output has positions, for inputs of any extent:
 * window o of n inputs reaches from `floor(o·n / outputs)` to before `ceil((o + 1)·n / outputs)`.
 *
 * @param outputSize extent of the output
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: `[batch, ...outputSize, channels]`.
 *
 * @throws KeratinError `SHAPE` if the input has not four axes
 * @example const y = AdaptiveAveragePooling2D([3, 3])(Input({ shape: [13, 13, 64] })) // [null, 3, 3, 64]
 * @see https://keras.io/api/layers/pooling_layers/adaptive_average_pooling2d/
 */
export const AdaptiveAveragePooling2D = callableClass(AdaptiveAveragePooling2DClass)
export type AdaptiveAveragePooling2D = AdaptiveAveragePooling2DClass
