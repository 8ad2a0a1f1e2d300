import { classesOf, type Identifier, Registry } from '../support/registry.js'
import * as catalogue from './catalogue.js'
import { FunctionRegularizer, type RegularizerFunction } from './function-regularizer.js'
import { Regularizer } from './regularizer.js'

export * from './catalogue.js'
export type { RegularizerFunction } from './function-regularizer.js'
export { Regularizer } from './regularizer.js'

/** All regularizers by name. */
export const regularizers = new Registry<Regularizer>('regularizer', 'keras.regularizers', {
  ofFunction: (fn) => new FunctionRegularizer(fn),
}).register(...classesOf(catalogue, Regularizer))

/** What may be given where a regularizer is wanted: a name, a configuration, an object, a function, a class. */
export type RegularizerIdentifier = Identifier<Regularizer> | RegularizerFunction | (new () => Regularizer)

/**
 * The regularizer meant by a name, a configuration, a function, or an object.
 *
 * @example getRegularizer('l2')
 * @see https://keras.io/api/layers/regularizers/
 */
export const getRegularizer = (identifier: RegularizerIdentifier): Regularizer =>
  regularizers.get(identifier as Identifier<Regularizer>)
