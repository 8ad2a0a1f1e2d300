import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import { checkNumber, checkSteps, LearningRateSchedule } from './schedule.js'

export interface PolynomialDecayOptions {
  initialLearningRate: number
  decaySteps: number
  /** Default 0.0001. */
  endLearningRate?: number
  /** Default 1: a straight line. */
  power?: number
  /** Whether it starts again, over a longer time, once the end is reached. Default false. */
  cycle?: boolean
  name?: string
}

class PolynomialDecayClass extends LearningRateSchedule {
  static override readonly className: string = 'PolynomialDecay'
  static override readonly floatSettings: readonly string[] = [
    'initial_learning_rate',
    'end_learning_rate',
    'power',
  ]
  readonly initialLearningRate: number
  readonly decaySteps: number
  readonly endLearningRate: number
  readonly power: number
  readonly cycle: boolean
  readonly name: string

  constructor(options: PolynomialDecayOptions) {
    super()
    this.initialLearningRate = checkNumber(
      'PolynomialDecay',
      'initialLearningRate',
      options.initialLearningRate,
    )
    this.decaySteps = checkSteps('PolynomialDecay', 'decaySteps', options.decaySteps)
    this.endLearningRate = options.endLearningRate ?? 0.0001
    this.power = options.power ?? 1
    this.cycle = options.cycle ?? false
    this.name = options.name ?? 'PolynomialDecay'
  }

  override at(step: number): number {
    const { decaySteps, endLearningRate } = this
    const cycles = this.cycle ? Math.max(1, Math.ceil(step / decaySteps)) : 1
    const done = Math.min(step, decaySteps * cycles) / (decaySteps * cycles)
    return (this.initialLearningRate - endLearningRate) * (1 - done) ** this.power + endLearningRate
  }

  override getConfig(): Config {
    return {
      initial_learning_rate: this.initialLearningRate,
      decay_steps: this.decaySteps,
      end_learning_rate: this.endLearningRate,
      power: this.power,
      cycle: this.cycle,
      name: this.name,
    }
  }
}

/**
 * From `initialLearningRate` down to `endLearningRate` along `(1 - step / decaySteps)^power`.
 *
 * @param initialLearningRate the rate of the first update
 * @param decaySteps updates until the end is reached
 * @param endLearningRate default 0.0001
 * @param power default 1
 * @param cycle whether it starts again over two, three, ... times `decaySteps`; default false
 * @throws KeratinError `ARGUMENT` if `decaySteps` is not above 0
 * @example SGD(PolynomialDecay(0.1, 10000, { endLearningRate: 0.01, power: 0.5 }))
 * @see https://keras.io/api/optimizers/learning_rate_schedules/polynomial_decay/
 */
export const PolynomialDecay: Constructible<
  PolynomialDecayClass,
  PolynomialDecayOptions,
  [initialLearningRate: number, decaySteps: number, options?: Partial<PolynomialDecayOptions>]
> = constructible(PolynomialDecayClass, [
  'initialLearningRate',
  'decaySteps',
  'endLearningRate',
  'power',
  'cycle',
])
export type PolynomialDecay = PolynomialDecayClass
