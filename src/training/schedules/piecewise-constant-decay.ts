import { type Constructible, constructible } from '../../support/constructible.js'
import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { LearningRateSchedule } from './schedule.js'

export interface PiecewiseConstantDecayOptions {
  /** Steps after which the rate changes, rising. */
  boundaries: number[]
  /** The rates: one more than boundaries. */
  values: number[]
  /** Default `PiecewiseConstant`. */
  name?: string
}

class PiecewiseConstantDecayClass extends LearningRateSchedule {
  static override readonly className: string = 'PiecewiseConstantDecay'
  static override readonly floatSettings: readonly string[] = ['values']
  readonly boundaries: number[]
  readonly values: number[]
  readonly name: string

  constructor({ boundaries, values, name = 'PiecewiseConstant' }: PiecewiseConstantDecayOptions) {
    super()
    if (!Array.isArray(boundaries) || !Array.isArray(values) || values.length !== boundaries.length + 1) {
      throw argumentError(
        'PiecewiseConstantDecay',
        'a list with one entry more than boundaries',
        'values',
        values,
      )
    }
    this.boundaries = boundaries
    this.values = values
    this.name = name
  }

  override at(step: number): number {
    const i = this.boundaries.findIndex((boundary) => step <= boundary)
    return this.values.at(i)! // after the last boundary i is -1: the last value
  }

  override getConfig(): Config {
    return { boundaries: this.boundaries, values: this.values, name: this.name }
  }
}

/**
 * `values[0]` up to and including step `boundaries[0]`, then `values[1]`, and so on.
 *
 * @param boundaries steps, rising
 * @param values rates, one more than boundaries
 * @throws KeratinError `ARGUMENT` if their numbers do not fit
 * @example SGD(PiecewiseConstantDecay([1000, 5000], [0.1, 0.01, 0.001]))
 * @see https://keras.io/api/optimizers/learning_rate_schedules/piecewise_constant_decay/
 */
export const PiecewiseConstantDecay: Constructible<
  PiecewiseConstantDecayClass,
  PiecewiseConstantDecayOptions,
  [boundaries: number[], values: number[]]
> = constructible(PiecewiseConstantDecayClass, ['boundaries', 'values'])
export type PiecewiseConstantDecay = PiecewiseConstantDecayClass
