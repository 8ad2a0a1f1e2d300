import type { tf } from '../engine/index.js'
import { type FunctionConfig, functionConfig } from '../support/function-config.js'
import { Constraint } from './constraint.js'

/** The projected weight, of the same shape. */
// biome-ignore lint/suspicious/noExplicitAny: functions narrow the tensor to one of as many axes as they take
export type ConstraintFunction = (w: any) => tf.Tensor

/** A constraint made of a function. */
export class FunctionConstraint extends Constraint {
  constructor(readonly fn: ConstraintFunction) {
    super()
  }

  override apply(w: tf.Tensor): tf.Tensor {
    return this.fn(w)
  }

  /** What files hold of it. */
  serialize(): FunctionConfig {
    return functionConfig(this.fn, 'a constraint')
  }
}
