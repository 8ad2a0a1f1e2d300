import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Borders } from './borders.js'
import { Cropping, type CroppingOptions } from './cropping.js'

class Cropping3DClass extends Cropping {
  static override readonly className = 'Cropping3D'

  constructor(options?: CroppingOptions)
  constructor(cropping: Borders, options?: CroppingOptions)
  constructor(...args: unknown[]) {
    super(3, { cropping: 1, ...named<CroppingOptions>(['cropping'], args, new.target.className) })
  }
}

/**
 * Cuts off what lies before and after the three axes of volumes.
 *
 * @param cropping how much: `1`, `[1, 1, 2]` or `[before, after]` of each axis. Default 1
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, depth, height, width, channels]`. Output shape: `[batch, newDepth, newHeight, newWidth, channels]`.
 *
 * @throws KeratinError `ARGUMENT` if a number is negative, `SHAPE` if nothing is left
 * @example const y = Cropping3D(1)(Input({ shape: [4, 8, 8, 1] })) // [null, 2, 6, 6, 1]
 * @see https://keras.io/api/layers/reshaping_layers/cropping3d/
 */
export const Cropping3D = callableClass(Cropping3DClass)
export type Cropping3D = Cropping3DClass
