import { classesOf, type Identifier, Registry } from '../support/registry.js'
import * as catalogue from './catalogue.js'
import { Constraint } from './constraint.js'
import { type ConstraintFunction, FunctionConstraint } from './function-constraint.js'

export * from './catalogue.js'
export { Constraint } from './constraint.js'
export type { ConstraintFunction } from './function-constraint.js'

/** All constraints by name. */
export const constraints = new Registry<Constraint>('constraint', 'keras.constraints', {
  ofFunction: (fn) => new FunctionConstraint(fn),
}).register(...classesOf(catalogue, Constraint))

/** What may be given where a constraint is wanted: a name, a configuration, an object, a function, a class. */
export type ConstraintIdentifier = Identifier<Constraint> | ConstraintFunction | (new () => Constraint)

/**
 * The constraint meant by a name, a configuration, a function, or an object.
 *
 * @example getConstraint('non_neg')
 * @see https://keras.io/api/layers/constraints/
 */
export const getConstraint = (identifier: ConstraintIdentifier): Constraint =>
  constraints.get(identifier as Identifier<Constraint>)
