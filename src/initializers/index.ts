import { classesOf, type Identifier, Registry } from '../support/registry.js'
import * as catalogue from './catalogue.js'
import { Initializer } from './initializer.js'

export * from './catalogue.js'
export { Initializer, RandomInitializer, type RandomInitializerOptions } from './initializer.js'

/** All initializers by name. */
export const initializers = new Registry<Initializer>('initializer', 'keras.initializers')
  .register(...classesOf(catalogue, Initializer))
  .alias('zero', () => catalogue.Zeros())
  .alias('one', () => catalogue.Ones())
  .alias('normal', () => catalogue.RandomNormal())
  .alias('uniform', () => catalogue.RandomUniform())
  .alias('IdentityInitializer', () => catalogue.Identity())
  .alias('OrthogonalInitializer', () => catalogue.Orthogonal())

/**
 * The initializer meant by a name, a configuration, or an object.
 *
 * @example getInitializer('he_normal')
 * @see https://keras.io/api/layers/initializers/
 */
export const getInitializer = (identifier: Identifier<Initializer>): Initializer =>
  initializers.get(identifier)
