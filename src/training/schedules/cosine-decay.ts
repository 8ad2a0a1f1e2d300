import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import { checkNumber, checkSteps, LearningRateSchedule } from './schedule.js'

export interface CosineDecayOptions {
  /** The rate at the start: of the decay, or of the warm-up if there is one. */
  initialLearningRate: number
  /** Updates of the decay, after the warm-up. */
  decaySteps: number
  /** The last rate as a share of the first. Default 0. */
  alpha?: number
  name?: string
  /** The rate that the warm-up ends with. Default: no warm-up. */
  warmupTarget?: number | null
  /** Updates of the warm-up. Default 0. */
  warmupSteps?: number
}

class CosineDecayClass extends LearningRateSchedule {
  static override readonly className: string = 'CosineDecay'
  static override readonly floatSettings: readonly string[] = [
    'initial_learning_rate',
    'alpha',
    'warmup_target',
  ]
  readonly initialLearningRate: number
  readonly decaySteps: number
  readonly alpha: number
  readonly name: string
  readonly warmupTarget: number | null
  readonly warmupSteps: number

  constructor(options: CosineDecayOptions) {
    super()
    this.initialLearningRate = checkNumber('CosineDecay', 'initialLearningRate', options.initialLearningRate)
    this.decaySteps = checkSteps('CosineDecay', 'decaySteps', options.decaySteps)
    this.alpha = options.alpha ?? 0
    this.name = options.name ?? 'CosineDecay'
    this.warmupTarget = options.warmupTarget ?? null
    this.warmupSteps = options.warmupSteps ?? 0
  }

  override at(step: number): number {
    const { initialLearningRate, warmupTarget, warmupSteps } = this
    if (warmupTarget === null) return this.#decay(step, initialLearningRate)
    if (step >= warmupSteps) return this.#decay(step - warmupSteps, warmupTarget)
    return initialLearningRate + (warmupTarget - initialLearningRate) * (step / warmupSteps)
  }

  #decay(step: number, from: number): number {
    const done = Math.min(step, this.decaySteps) / this.decaySteps
    return from * ((1 - this.alpha) * 0.5 * (1 + Math.cos(Math.PI * done)) + this.alpha)
  }

  override getConfig(): Config {
    return {
      initial_learning_rate: this.initialLearningRate,
      decay_steps: this.decaySteps,
      alpha: this.alpha,
      name: this.name,
      warmup_target: this.warmupTarget,
      warmup_steps: this.warmupSteps,
    }
  }
}

/**
 * Half a cosine wave from the first rate down to `alpha` times it; before that, if asked for, a linear warm-up.
 *
 * @param initialLearningRate the rate of the first update
 * @param decaySteps updates of the decay
 * @param alpha default 0
 * @param warmupTarget the rate that a warm-up ends with; default: none
 * @param warmupSteps updates of the warm-up; default 0
 * @throws KeratinError `ARGUMENT` if `decaySteps` is not above 0
 * @example Adam(CosineDecay(0, 10000, { warmupTarget: 0.001, warmupSteps: 500 }))
 * @see https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay/
 */
export const CosineDecay: Constructible<
  CosineDecayClass,
  CosineDecayOptions,
  [initialLearningRate: number, decaySteps: number, options?: Partial<CosineDecayOptions>]
> = constructible(CosineDecayClass, ['initialLearningRate', 'decaySteps', 'alpha'])
export type CosineDecay = CosineDecayClass
