import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import { checkNumber, checkSteps, LearningRateSchedule } from './schedule.js'

export interface RateDecayOptions {
  initialLearningRate: number
  /** Updates after which the decay rate has acted once. */
  decaySteps: number
  decayRate: number
  /** Whether it acts at once every `decaySteps` updates, not gradually. Default false. */
  staircase?: boolean
  name?: string
}

/** The base of schedules with a rate of decay per number of steps. */
abstract class RateDecay extends LearningRateSchedule {
  static override readonly floatSettings: readonly string[] = ['initial_learning_rate', 'decay_rate']
  readonly initialLearningRate: number
  readonly decaySteps: number
  readonly decayRate: number
  readonly staircase: boolean
  readonly name: string

  constructor(className: string, options: RateDecayOptions) {
    super()
    this.initialLearningRate = checkNumber(className, 'initialLearningRate', options.initialLearningRate)
    this.decaySteps = checkSteps(className, 'decaySteps', options.decaySteps)
    this.decayRate = checkNumber(className, 'decayRate', options.decayRate)
    this.staircase = options.staircase ?? false
    this.name = options.name ?? className
  }

  protected periods(step: number): number {
    const periods = step / this.decaySteps
    return this.staircase ? Math.floor(periods) : periods
  }

  override getConfig(): Config {
    return {
      initial_learning_rate: this.initialLearningRate,
      decay_steps: this.decaySteps,
      decay_rate: this.decayRate,
      staircase: this.staircase,
      name: this.name,
    }
  }
}

class ExponentialDecayClass extends RateDecay {
  static override readonly className: string = 'ExponentialDecay'

  constructor(options: RateDecayOptions) {
    super('ExponentialDecay', options)
  }

  override at(step: number): number {
    return this.initialLearningRate * this.decayRate ** this.periods(step)
  }
}

class InverseTimeDecayClass extends RateDecay {
  static override readonly className: string = 'InverseTimeDecay'

  constructor(options: RateDecayOptions) {
    super('InverseTimeDecay', options)
  }

  override at(step: number): number {
    return this.initialLearningRate / (1 + this.decayRate * this.periods(step))
  }
}

const positions = ['initialLearningRate', 'decaySteps', 'decayRate', 'staircase']
type Positional = [initialLearningRate: number, decaySteps: number, decayRate: number, staircase?: boolean]

/**
 * `initialLearningRate * decayRate^(step / decaySteps)`.
 *
 * @param initialLearningRate the rate of the first update
 * @param decaySteps updates after which the rate is `decayRate` times what it was
 * @param decayRate the factor
 * @param staircase whether `step / decaySteps` is rounded down; default false
 * @throws KeratinError `ARGUMENT` if `decaySteps` is not above 0
 * @example Adam(ExponentialDecay(0.01, 1000, 0.9))
 * @see https://keras.io/api/optimizers/learning_rate_schedules/exponential_decay/
 */
export const ExponentialDecay: Constructible<ExponentialDecayClass, RateDecayOptions, Positional> =
  constructible(ExponentialDecayClass, positions)
export type ExponentialDecay = ExponentialDecayClass

/**
 * `initialLearningRate / (1 + decayRate * step / decaySteps)`.
 *
 * @param initialLearningRate the rate of the first update
 * @param decaySteps updates after which the denominator has grown by `decayRate`
 * @param decayRate the growth
 * @param staircase whether `step / decaySteps` is rounded down; default false
 * @throws KeratinError `ARGUMENT` if `decaySteps` is not above 0
 * @example SGD(InverseTimeDecay(0.1, 1, 0.5))
 * @see https://keras.io/api/optimizers/learning_rate_schedules/inverse_time_decay/
 */
export const InverseTimeDecay: Constructible<InverseTimeDecayClass, RateDecayOptions, Positional> =
  constructible(InverseTimeDecayClass, positions)
export type InverseTimeDecay = InverseTimeDecayClass
