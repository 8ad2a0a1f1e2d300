import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Borders } from './borders.js'
import { ZeroPadding, type ZeroPaddingOptions } from './zero-padding.js'

class ZeroPadding2DClass extends ZeroPadding {
  static override readonly className = 'ZeroPadding2D'

  constructor(options?: ZeroPaddingOptions)
  constructor(padding: Borders, options?: ZeroPaddingOptions)
  constructor(...args: unknown[]) {
    super(2, named<ZeroPaddingOptions>(['padding'], args, new.target.className))
  }
}

/**
 * Adds zeros before and after the rows and columns of images.
 *
 * @param padding how many: `1`, `[1, 2]` or `[[top, bottom], [left, right]]`. Default 1
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: `[batch, newHeight, newWidth, channels]`.
 *
 * @throws KeratinError `ARGUMENT` if a number is negative, `SHAPE` if the input has not four axes
 * @example const y = ZeroPadding2D([[1, 0], [2, 3]])(Input({ shape: [28, 28, 1] })) // [null, 29, 33, 1]
 * @see https://keras.io/api/layers/reshaping_layers/zero_padding2d/
 */
export const ZeroPadding2D = callableClass(ZeroPadding2DClass)
export type ZeroPadding2D = ZeroPadding2DClass
