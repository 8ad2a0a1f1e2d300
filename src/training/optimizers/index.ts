import { classesOf, type Identifier, Registry } from '../../support/registry.js'
import * as catalogue from './catalogue.js'
import { Optimizer } from './optimizer.js'

export * from './catalogue.js'
export { Optimizer, type StepScalar, type StepScalars } from './optimizer.js'
export type { OptimizerOptions } from './options.js'

/** All optimizers by name. */
export const optimizers = new Registry<Optimizer>('optimizer', 'keras.optimizers', {
  anyCase: true,
}).register(...classesOf(catalogue, Optimizer))

/**
 * The optimizer meant by a name, a configuration, or an object.
 *
 * @example getOptimizer('adam')
 * @see https://keras.io/api/optimizers/
 */
export const getOptimizer = (identifier: Identifier<Optimizer>): Optimizer => optimizers.get(identifier)
