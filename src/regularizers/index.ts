import { type Identifier, Registry } from '../support/registry.js'
import { L1, L1L2, L2 } from './l1-l2.js'
import { OrthogonalRegularizer } from './orthogonal-regularizer.js'
import type { Regularizer } from './regularizer.js'

export { L1, L1L2, type L1L2Options, L2 } from './l1-l2.js'
export { OrthogonalRegularizer, type OrthogonalRegularizerOptions } from './orthogonal-regularizer.js'
export { Regularizer } from './regularizer.js'

/** All regularizers by name. */
export const regularizers = new Registry<Regularizer>('regularizer', 'keras.regularizers').register(
  L1,
  L2,
  L1L2,
  OrthogonalRegularizer,
)

/**
 * The regularizer meant by a name, a configuration, or an object.
 *
 * @example getRegularizer('l2')
 * @see https://keras.io/api/layers/regularizers/
 */
export const getRegularizer = (identifier: Identifier<Regularizer>): Regularizer =>
  regularizers.get(identifier)
