import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import type { LearningRateSchedule } from '../schedules/index.js'
import { rest } from './bias-correction.js'
import { Optimizer, type StepScalars } from './optimizer.js'
import type { OptimizerOptions } from './options.js'
import type { Slot } from './slots.js'

export interface LionOptions extends OptimizerOptions {
  /** Share of the momentum in the direction of the step. Default 0.9. */
  beta1?: number
  /** Share of the old momentum in the new one. Default 0.99. */
  beta2?: number
}

class LionClass extends Optimizer {
  static override readonly className: string = 'Lion'
  static override readonly floatSettings: readonly string[] = ['beta_1', 'beta_2']
  readonly beta1: number
  readonly beta2: number

  constructor({ beta1 = 0.9, beta2 = 0.99, ...options }: LionOptions = {}) {
    super(options)
    if (!(beta1 > 0 && beta1 <= 1)) throw argumentError('Lion', 'above 0 and at most 1', 'beta1', beta1)
    this.beta1 = beta1
    this.beta2 = beta2
  }

  protected override slotGroups(): Slot[][] {
    return [[{ name: 'momentum' }]]
  }

  protected override update(
    [value, m]: readonly [tf.Tensor, tf.Tensor],
    gradient: tf.Tensor,
    { learningRate }: StepScalars,
  ): tf.Tensor[] {
    const mixed = (share: number) => tf.add(tf.mul(m, share), tf.mul(gradient, rest(share)))
    return [tf.sub(value, tf.mul(tf.sign(mixed(this.beta1)), learningRate)), mixed(this.beta2)]
  }

  override getConfig(): Config {
    return { ...super.getConfig(), beta_1: this.beta1, beta_2: this.beta2 }
  }
}

/**
 * Steps of one size, in the direction of the sign of the momentum:
 * `w' = w - learningRate * sign(beta1 * m + (1 - beta1) * g)`, `m' = beta2 * m + (1 - beta2) * g`.
 *
 * @param learningRate a number (default 0.001) or a schedule
 * @param beta1 default 0.9
 * @param beta2 default 0.99
 * @throws KeratinError `ARGUMENT` for a beta1 of 0 or less, or above 1
 * @example model.compile({ optimizer: Lion(1e-4), loss: 'mse' })
 * @see https://keras.io/api/optimizers/lion/
 */
export const Lion: Constructible<
  LionClass,
  LionOptions,
  [learningRate: number | LearningRateSchedule, options?: LionOptions]
> = constructible(LionClass, ['learningRate', 'beta1', 'beta2'])
export type Lion = LionClass
