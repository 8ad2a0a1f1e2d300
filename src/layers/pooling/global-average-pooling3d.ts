import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { GlobalAveragePooling } from './global-average-pooling.js'
import type { GlobalPoolingOptions } from './global-pooling.js'

class GlobalAveragePooling3DClass extends GlobalAveragePooling {
  static override readonly className = 'GlobalAveragePooling3D'

  constructor(options?: GlobalPoolingOptions)
  constructor(...args: unknown[]) {
    super(3, named<GlobalPoolingOptions>([], args, new.target.className))
  }
}

/**
 * The mean over all of depth, height and width.
 *
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 * @param options.keepdims whether the axes stay, with extent 1. Default false
 *
 * Input shape: `[batch, depth, height, width, channels]`. Output shape: `[batch, channels]`, or with keepdims `[batch, 1, 1, 1, channels]`.
 *
 * @throws KeratinError `SHAPE` if the input has not five axes
 * @example const y = GlobalAveragePooling3D()(Input({ shape: [4, 7, 7, 16] })) // [null, 16]
 * @see https://keras.io/api/layers/pooling_layers/global_average_pooling3d/
 */
export const GlobalAveragePooling3D = callableClass(GlobalAveragePooling3DClass)
export type GlobalAveragePooling3D = GlobalAveragePooling3DClass
