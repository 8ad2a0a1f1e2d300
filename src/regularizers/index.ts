import { classesOf, type Identifier, Registry } from '../support/registry.js'
import * as catalogue from './catalogue.js'
import { Regularizer } from './regularizer.js'

export * from './catalogue.js'
export { Regularizer } from './regularizer.js'

/** All regularizers by name. */
export const regularizers = new Registry<Regularizer>('regularizer', 'keras.regularizers').register(
  ...classesOf(catalogue, Regularizer),
)

/**
 * The regularizer meant by a name, a configuration, or an object.
 *
 * @example getRegularizer('l2')
 * @see https://keras.io/api/layers/regularizers/
 */
export const getRegularizer = (identifier: Identifier<Regularizer>): Regularizer =>
  regularizers.get(identifier)
