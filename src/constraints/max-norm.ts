import { tf } from '../engine/index.js'
import { type Constructible, constructible } from '../support/constructible.js'
import type { Config } from '../support/registry.js'
import { type Axes, Constraint, EPSILON, norms } from './constraint.js'

export interface MaxNormOptions {
  /** Default 2. */
  maxValue?: number
  /** The axis or axes of one norm. Default 0. */
  axis?: Axes
}

class MaxNormClass extends Constraint {
  static override readonly className: string = 'MaxNorm'
  static override readonly floatSettings: readonly string[] = ['max_value']
  readonly maxValue: number
  readonly axis: Axes

  constructor({ maxValue = 2, axis = 0 }: MaxNormOptions = {}) {
    super()
    this.maxValue = maxValue
    this.axis = axis
  }

  override apply(w: tf.Tensor): tf.Tensor {
    const n = norms(w, this.axis)
    return tf.mul(w, tf.div(tf.clipByValue(n, 0, this.maxValue), tf.add(n, EPSILON)))
  }

  override getConfig(): Config {
    return { max_value: this.maxValue, axis: this.axis }
  }
}

/**
 * Scales weights down where their norm along an axis is above a bound: `w * min(|w|, maxValue) / |w|`.
 *
 * @param maxValue default 2
 * @param axis the axis or axes of one norm; default 0
 * @example Dense(8, { kernelConstraint: MaxNorm(3) })
 * @see https://keras.io/api/layers/constraints/#maxnorm-class
 */
export const MaxNorm: Constructible<
  MaxNormClass,
  MaxNormOptions,
  [maxValue: number, options?: MaxNormOptions]
> = constructible(MaxNormClass, ['maxValue', 'axis'])
export type MaxNorm = MaxNormClass
