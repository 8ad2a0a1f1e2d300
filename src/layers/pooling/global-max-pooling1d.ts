import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { GlobalMaxPooling } from './global-max-pooling.js'
import type { GlobalPoolingOptions } from './global-pooling.js'

class GlobalMaxPooling1DClass extends GlobalMaxPooling {
  static override readonly className = 'GlobalMaxPooling1D'

  constructor(options?: GlobalPoolingOptions)
  constructor(...args: unknown[]) {
    super(1, named<GlobalPoolingOptions>([], args, new.target.className))
  }
}

/**
 * The maximum over all of one axis, such as time.
 *
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 * @param options.keepdims whether the axes stay, with extent 1. Default false
 *
 * Input shape: `[batch, steps, channels]`. Output shape: `[batch, channels]`, or with keepdims `[batch, 1, channels]`.
 *
 * @throws KeratinError `SHAPE` if the input has not three axes
 * @example const y = GlobalMaxPooling1D()(Input({ shape: [200, 32] })) // [null, 32]
 * @see https://keras.io/api/layers/pooling_layers/global_max_pooling1d/
 */
export const GlobalMaxPooling1D = callableClass(GlobalMaxPooling1DClass)
export type GlobalMaxPooling1D = GlobalMaxPooling1DClass
