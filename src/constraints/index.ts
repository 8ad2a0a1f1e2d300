import { classesOf, type Identifier, Registry } from '../support/registry.js'
import * as catalogue from './catalogue.js'
import { Constraint } from './constraint.js'

export * from './catalogue.js'
export { Constraint } from './constraint.js'

/** All constraints by name. */
export const constraints = new Registry<Constraint>('constraint', 'keras.constraints').register(
  ...classesOf(catalogue, Constraint),
)

/**
 * The constraint meant by a name, a configuration, or an object.
 *
 * @example getConstraint('non_neg')
 * @see https://keras.io/api/layers/constraints/
 */
export const getConstraint = (identifier: Identifier<Constraint>): Constraint => constraints.get(identifier)
