import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { AdaptiveMaxPooling } from './adaptive-max-pooling.js'
import type { AdaptivePoolingOptions } from './adaptive-pooling.js'

class AdaptiveMaxPooling3DClass extends AdaptiveMaxPooling {
  static override readonly className = 'AdaptiveMaxPooling3D'

  constructor(outputSize: number | readonly number[], options?: AdaptivePoolingOptions)
  constructor(options: AdaptivePoolingOptions & { outputSize: number | readonly number[] })
  constructor(...args: unknown[]) {
    super(3, named<AdaptivePoolingOptions>(['outputSize'], args, new.target.className))
  }
}

/**
 * The maximum of each of as many windows over depth, height and width as the output has positions, for inputs of any extent:
 * window o of n inputs reaches from `floor(o·n / outputs)` to before `ceil((o + 1)·n / outputs)`.
 *
 * @param outputSize extent of the output
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, depth, height, width, channels]`. Output shape: `[batch, ...outputSize, channels]`.
 *
 * @throws KeratinError `SHAPE` if the input has not five axes
 * @example const y = AdaptiveMaxPooling3D(2)(Input({ shape: [5, 7, 7, 16] })) // [null, 2, 2, 2, 16]
 * @see https://keras.io/api/layers/pooling_layers/adaptive_max_pooling3d/
 */
export const AdaptiveMaxPooling3D = callableClass(AdaptiveMaxPooling3DClass)
export type AdaptiveMaxPooling3D = AdaptiveMaxPooling3DClass
