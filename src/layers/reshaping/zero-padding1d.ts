import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Borders } from './borders.js'
import { ZeroPadding, type ZeroPaddingOptions } from './zero-padding.js'

class ZeroPadding1DClass extends ZeroPadding {
  static override readonly className = 'ZeroPadding1D'

  constructor(options?: ZeroPaddingOptions)
  constructor(padding: Borders, options?: ZeroPaddingOptions)
  constructor(...args: unknown[]) {
    super(1, named<ZeroPaddingOptions>(['padding'], args, new.target.className))
  }
}

/**
 * Adds zeros before and after the steps of a sequence.
 *
 * @param padding how many: `1` or `[before, after]`. Default 1
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, steps, channels]`. Output shape: `[batch, before + steps + after, channels]`.
 *
 * @throws KeratinError `ARGUMENT` if a number is negative, `SHAPE` if the input has not three axes
 * @example const y = ZeroPadding1D([2, 0])(Input({ shape: [10, 3] })) // [null, 12, 3]
 * @see https://keras.io/api/layers/reshaping_layers/zero_padding1d/
 */
export const ZeroPadding1D = callableClass(ZeroPadding1DClass)
export type ZeroPadding1D = ZeroPadding1DClass
