import { type Identifier, Registry } from '../support/registry.js'
import type { Constraint } from './constraint.js'
import { MaxNorm } from './max-norm.js'
import { MinMaxNorm } from './min-max-norm.js'
import { NonNeg } from './non-neg.js'
import { UnitNorm } from './unit-norm.js'

export { Constraint } from './constraint.js'
export { MaxNorm, type MaxNormOptions } from './max-norm.js'
export { MinMaxNorm, type MinMaxNormOptions } from './min-max-norm.js'
export { NonNeg } from './non-neg.js'
export { UnitNorm } from './unit-norm.js'

/** All constraints by name. */
export const constraints = new Registry<Constraint>('constraint', 'keras.constraints').register(
  NonNeg,
  UnitNorm,
  MaxNorm,
  MinMaxNorm,
)

/**
 * The constraint meant by a name, a configuration, or an object.
 *
 * @example getConstraint('non_neg')
 * @see https://keras.io/api/layers/constraints/
 */
export const getConstraint = (identifier: Identifier<Constraint>): Constraint => constraints.get(identifier)
