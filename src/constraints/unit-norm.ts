import { tf } from '../engine/index.js'
import { type Constructible, constructible } from '../support/constructible.js'
import type { Config } from '../support/registry.js'
import { type Axes, Constraint, EPSILON, norms } from './constraint.js'

class UnitNormClass extends Constraint {
  static override readonly className: string = 'UnitNorm'
  readonly axis: Axes

  constructor({ axis = 0 }: { axis?: Axes } = {}) {
    super()
    this.axis = axis
  }

  override apply(w: tf.Tensor): tf.Tensor {
    return tf.div(w, tf.add(norms(w, this.axis), EPSILON))
  }

  override getConfig(): Config {
    return { axis: this.axis }
  }
}

/**
 * Scales weights to norm 1 along an axis: `w / |w|`.
 *
 * @param axis the axis or axes of one norm; default 0: the weights into one unit of a Dense. For the kernels of a
 *   Conv2D it is `[0, 1, 2]`.
 * @example Dense(8, { kernelConstraint: UnitNorm() })
 * @see https://keras.io/api/layers/constraints/#unitnorm-class
 */
export const UnitNorm: Constructible<UnitNormClass, { axis?: Axes }, [axis: Axes]> = constructible(
  UnitNormClass,
  ['axis'],
)
export type UnitNorm = UnitNormClass
