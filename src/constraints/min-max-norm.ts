import { tf } from '../engine/index.js'
import { type Constructible, constructible } from '../support/constructible.js'
import type { Config } from '../support/registry.js'
import { type Axes, Constraint, EPSILON, norms } from './constraint.js'

export interface MinMaxNormOptions {
  /** Default 0. */
  minValue?: number
  /** Default 1. */
  maxValue?: number
  /** How much of the way to the allowed range one application goes, from 0 to 1. Default 1. */
  rate?: number
  /** The axis or axes of one norm. Default 0. */
  axis?: Axes
}

class MinMaxNormClass extends Constraint {
  static override readonly className: string = 'MinMaxNorm'
  static override readonly floatSettings: readonly string[] = ['min_value', 'max_value', 'rate']
  readonly minValue: number
  readonly maxValue: number
  readonly rate: number
  readonly axis: Axes

  constructor({ minValue = 0, maxValue = 1, rate = 1, axis = 0 }: MinMaxNormOptions = {}) {
    super()
    this.minValue = minValue
    this.maxValue = maxValue
    this.rate = rate
    this.axis = axis
  }

  override apply(w: tf.Tensor): tf.Tensor {
    const n = norms(w, this.axis)
    const clipped = tf.mul(tf.clipByValue(n, this.minValue, this.maxValue), this.rate)
    const desired = tf.add(clipped, tf.mul(n, 1 - this.rate))
    return tf.mul(w, tf.div(desired, tf.add(n, EPSILON)))
  }

  override getConfig(): Config {
    return { min_value: this.minValue, max_value: this.maxValue, rate: this.rate, axis: this.axis }
  }
}

/**
 * Scales weights so that their norm along an axis lies between two bounds.
 *
 * @param minValue default 0
 * @param maxValue default 1
 * @param rate how strictly: 1 (default) goes all the way, less goes part of it
 * @param axis the axis or axes of one norm; default 0
 * @example Dense(8, { kernelConstraint: MinMaxNorm({ minValue: 0.5, maxValue: 1.5 }) })
 * @see https://keras.io/api/layers/constraints/#minmaxnorm-class
 */
export const MinMaxNorm: Constructible<
  MinMaxNormClass,
  MinMaxNormOptions,
  [minValue: number, maxValue: number, options?: MinMaxNormOptions]
> = constructible(MinMaxNormClass, ['minValue', 'maxValue', 'rate', 'axis'])
export type MinMaxNorm = MinMaxNormClass
