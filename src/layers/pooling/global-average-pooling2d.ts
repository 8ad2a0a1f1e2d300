import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { GlobalAveragePooling } from './global-average-pooling.js'
import type { GlobalPoolingOptions } from './global-pooling.js'

class GlobalAveragePooling2DClass extends GlobalAveragePooling {
  static override readonly className = 'GlobalAveragePooling2D'

  constructor(options?: GlobalPoolingOptions)
  constructor(...args: unknown[]) {
    super(2, named<GlobalPoolingOptions>([], args, new.target.className))
  }
}

/**
 * The mean over all of height and width.
 *
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 * @param options.keepdims whether the axes stay, with extent 1. Default false
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: `[batch, channels]`, or with keepdims `[batch, 1, 1, channels]`.
 *
 * @throws KeratinError `SHAPE` if the input has not four axes
 * @example const y = GlobalAveragePooling2D()(Input({ shape: [7, 7, 64] })) // [null, 64]
 * @see https://keras.io/api/layers/pooling_layers/global_average_pooling2d/
 */
export const GlobalAveragePooling2D = callableClass(GlobalAveragePooling2DClass)
export type GlobalAveragePooling2D = GlobalAveragePooling2DClass
