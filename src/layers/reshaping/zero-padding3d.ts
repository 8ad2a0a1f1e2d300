import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Borders } from './borders.js'
import { ZeroPadding, type ZeroPaddingOptions } from './zero-padding.js'

class ZeroPadding3DClass extends ZeroPadding {
  static override readonly className = 'ZeroPadding3D'

  constructor(options?: ZeroPaddingOptions)
  constructor(padding: Borders, options?: ZeroPaddingOptions)
  constructor(...args: unknown[]) {
    super(3, named<ZeroPaddingOptions>(['padding'], args, new.target.className))
  }
}

/**
 * Adds zeros before and after the three axes of volumes.
 *
 * @param padding how many: `1`, `[1, 1, 2]` or `[before, after]` of each axis. Default 1
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, depth, height, width, channels]`. Output shape: `[batch, newDepth, newHeight, newWidth, channels]`.
 *
 * @throws KeratinError `ARGUMENT` if a number is negative, `SHAPE` if the input has not five axes
 * @example const y = ZeroPadding3D(1)(Input({ shape: [4, 8, 8, 1] })) // [null, 6, 10, 10, 1]
 * @see https://keras.io/api/layers/reshaping_layers/zero_padding3d/
 */
export const ZeroPadding3D = callableClass(ZeroPadding3DClass)
export type ZeroPadding3D = ZeroPadding3DClass
