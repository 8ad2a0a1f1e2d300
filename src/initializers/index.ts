import { classesOf, type Identifier, Registry } from '../support/registry.js'
import * as catalogue from './catalogue.js'
import { FunctionInitializer, type InitializerFunction } from './function-initializer.js'
import { Initializer } from './initializer.js'

export * from './catalogue.js'
export type { InitializerFunction } from './function-initializer.js'
export { Initializer, RandomInitializer, type RandomInitializerOptions } from './initializer.js'

/** All initializers by name. */
export const initializers = new Registry<Initializer>('initializer', 'keras.initializers', {
  ofFunction: (fn) => new FunctionInitializer(fn),
})
  .register(...classesOf(catalogue, Initializer))
  .alias('zero', () => catalogue.Zeros())
  .alias('one', () => catalogue.Ones())
  .alias('normal', () => catalogue.RandomNormal())
  .alias('uniform', () => catalogue.RandomUniform())
  .alias('IdentityInitializer', () => catalogue.Identity())
  .alias('OrthogonalInitializer', () => catalogue.Orthogonal())

/** What may be given where an initializer is wanted: a name, a configuration, an object, a function, a class. */
export type InitializerIdentifier = Identifier<Initializer> | InitializerFunction | (new () => Initializer)

/**
 * The initializer meant by a name, a configuration, a function, or an object.
 *
 * @example getInitializer('he_normal')
 * @see https://keras.io/api/layers/initializers/
 */
export const getInitializer = (identifier: InitializerIdentifier): Initializer =>
  initializers.get(identifier as Identifier<Initializer>)
