import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import { checkNumber, checkSteps, LearningRateSchedule } from './schedule.js'

export interface CosineDecayRestartsOptions {
  initialLearningRate: number
  /** Updates of the first period. */
  firstDecaySteps: number
  /** How many times longer each period is than the one before. Default 2. */
  tMul?: number
  /** The first rate of each period as a share of that of the period before. Default 1. */
  mMul?: number
  /** The last rate of a period as a share of the initial one. Default 0. */
  alpha?: number
  /** Default `SGDRDecay`. */
  name?: string
}

const f32 = Math.fround

class CosineDecayRestartsClass extends LearningRateSchedule {
  static override readonly className: string = 'CosineDecayRestarts'
  static override readonly floatSettings: readonly string[] = [
    'initial_learning_rate',
    't_mul',
    'm_mul',
    'alpha',
  ]
  readonly initialLearningRate: number
  readonly firstDecaySteps: number
  readonly tMul: number
  readonly mMul: number
  readonly alpha: number
  readonly name: string

  constructor(options: CosineDecayRestartsOptions) {
    super()
    this.initialLearningRate = checkNumber(
      'CosineDecayRestarts',
      'initialLearningRate',
      options.initialLearningRate,
    )
    this.firstDecaySteps = checkSteps('CosineDecayRestarts', 'firstDecaySteps', options.firstDecaySteps)
    this.tMul = options.tMul ?? 2
    this.mMul = options.mMul ?? 1
    this.alpha = options.alpha ?? 0
    this.name = options.name ?? 'SGDRDecay'
  }

  override at(step: number): number {
    const { restarts, done } = this.#period(step)
    const cosine = 0.5 * this.mMul ** restarts * (1 + Math.cos(Math.PI * done))
    return this.initialLearningRate * ((1 - this.alpha) * cosine + this.alpha)
  }

  /** The period a step is in, and which share of it is done. In float32, where Keras decides what a restart is. */
  #period(step: number): { restarts: number; done: number } {
    const periods = f32(f32(step) / f32(this.firstDecaySteps))
    if (this.tMul === 1) return { restarts: Math.floor(periods), done: periods - Math.floor(periods) }
    const tMul = f32(this.tMul)
    const grown = f32(1 - f32(periods * f32(1 - tMul)))
    const restarts = Math.floor(f32(f32(Math.log(grown)) / f32(Math.log(tMul))))
    const length = f32(tMul ** restarts)
    const before = f32(f32(1 - length) / f32(1 - tMul))
    return { restarts, done: f32(f32(periods - before) / length) }
  }

  override getConfig(): Config {
    return {
      initial_learning_rate: this.initialLearningRate,
      first_decay_steps: this.firstDecaySteps,
      t_mul: this.tMul,
      m_mul: this.mMul,
      alpha: this.alpha,
      name: this.name,
    }
  }
}

/**
 * Cosine decay that starts again, each time over a longer period.
 *
 * @param initialLearningRate the rate of the first update
 * @param firstDecaySteps updates of the first period
 * @param tMul growth of the periods; default 2
 * @param mMul factor of the first rate of each period; default 1
 * @param alpha last rate of a period as a share of the initial one; default 0
 * @throws KeratinError `ARGUMENT` if `firstDecaySteps` is not above 0
 * @example SGD(CosineDecayRestarts(0.1, 1000, { tMul: 1.5 }))
 * @see https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay_restarts/
 */
export const CosineDecayRestarts: Constructible<
  CosineDecayRestartsClass,
  CosineDecayRestartsOptions,
  [initialLearningRate: number, firstDecaySteps: number, options?: Partial<CosineDecayRestartsOptions>]
> = constructible(CosineDecayRestartsClass, [
  'initialLearningRate',
  'firstDecaySteps',
  'tMul',
  'mMul',
  'alpha',
])
export type CosineDecayRestarts = CosineDecayRestartsClass
