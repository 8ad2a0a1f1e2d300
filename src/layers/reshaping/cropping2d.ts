import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Borders } from './borders.js'
import { Cropping, type CroppingOptions } from './cropping.js'

class Cropping2DClass extends Cropping {
  static override readonly className = 'Cropping2D'

  constructor(options?: CroppingOptions)
  constructor(cropping: Borders, options?: CroppingOptions)
  constructor(...args: unknown[]) {
    super(2, { cropping: 0, ...named<CroppingOptions>(['cropping'], args, new.target.className) })
  }
}

/**
 * Cuts off what lies before and after the rows and columns of images.
 *
 * @param cropping how much: `1`, `[1, 2]` or `[[top, bottom], [left, right]]`. Default 0
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: `[batch, newHeight, newWidth, channels]`.
 *
 * @throws KeratinError `ARGUMENT` if a number is negative, `SHAPE` if nothing is left
 * @example const y = Cropping2D([[1, 0], [2, 3]])(Input({ shape: [28, 28, 1] })) // [null, 27, 23, 1]
 * @see https://keras.io/api/layers/reshaping_layers/cropping2d/
 */
export const Cropping2D = callableClass(Cropping2DClass)
export type Cropping2D = Cropping2DClass
