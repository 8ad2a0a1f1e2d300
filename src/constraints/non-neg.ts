import { tf } from '../engine/index.js'
import { type Constructible, constructible } from '../support/constructible.js'
import { Constraint } from './constraint.js'

class NonNegClass extends Constraint {
  static override readonly className: string = 'NonNeg'

  override apply(w: tf.Tensor): tf.Tensor {
    return tf.relu(w)
  }
}

/**
 * Sets negative weights to 0: `max(w, 0)`.
 *
 * @example Dense(8, { kernelConstraint: NonNeg() })
 * @see https://keras.io/api/layers/constraints/#nonneg-class
 */
export const NonNeg: Constructible<NonNegClass, Record<string, never>> = constructible(NonNegClass)
export type NonNeg = NonNegClass
