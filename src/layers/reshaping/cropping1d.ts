import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Borders } from './borders.js'
import { Cropping, type CroppingOptions } from './cropping.js'

class Cropping1DClass extends Cropping {
  static override readonly className = 'Cropping1D'

  constructor(options?: CroppingOptions)
  constructor(cropping: Borders, options?: CroppingOptions)
  constructor(...args: unknown[]) {
    super(1, { cropping: 1, ...named<CroppingOptions>(['cropping'], args, new.target.className) })
  }
}

/**
 * Cuts off what lies before and after the steps of a sequence.
 *
 * @param cropping how much: `1` or `[before, after]`. Default 1
 *
 * Input shape: `[batch, steps, channels]`. Output shape: `[batch, steps - before - after, channels]`.
 *
 * @throws KeratinError `ARGUMENT` if a number is negative, `SHAPE` if nothing is left
 * @example const y = Cropping1D([2, 0])(Input({ shape: [10, 3] })) // [null, 8, 3]
 * @see https://keras.io/api/layers/reshaping_layers/cropping1d/
 */
export const Cropping1D = callableClass(Cropping1DClass)
export type Cropping1D = Cropping1DClass
