import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import type { LearningRateSchedule } from '../schedules/index.js'
import { correction } from './bias-correction.js'
import { sizes } from './gradient-parts.js'
import { Optimizer, type StepScalars } from './optimizer.js'
import type { OptimizerOptions } from './options.js'
import type { Slot } from './slots.js'

export interface AdamaxOptions extends OptimizerOptions {
  /** Share of the old mean of gradients in the new one. Default 0.9. */
  beta1?: number
  /** Decay of the largest gradient. Default 0.999. */
  beta2?: number
  /** Added to the largest gradient. Default 1e-7. */
  epsilon?: number
}

class AdamaxClass extends Optimizer {
  static override readonly className: string = 'Adamax'
  static override readonly floatSettings: readonly string[] = ['beta_1', 'beta_2', 'epsilon']
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number

  constructor({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, ...options }: AdamaxOptions = {}) {
    super(options)
    this.beta1 = beta1
    this.beta2 = beta2
    this.epsilon = epsilon
  }

  protected override slotGroups(): Slot[][] {
    return [[{ name: 'momentum' }, { name: 'norm' }]]
  }

  protected override scalars(step: number, learningRate: number): StepScalars {
    return { learningRate, alpha: learningRate / correction(this.beta1, step) }
  }

  protected override update(
    [value, m, u]: readonly [tf.Tensor, tf.Tensor, tf.Tensor],
    gradient: tf.Tensor,
    { alpha }: StepScalars,
  ): tf.Tensor[] {
    const mean = tf.add(m, tf.mul(tf.sub(gradient, m), 1 - this.beta1))
    const largest = tf.maximum(tf.mul(u, this.beta2), sizes(gradient))
    return [tf.sub(value, tf.div(tf.mul(mean, alpha!), tf.add(largest, this.epsilon))), mean, largest]
  }

  override getConfig(): Config {
    return { ...super.getConfig(), beta_1: this.beta1, beta_2: this.beta2, epsilon: this.epsilon }
  }
}

/**
 * Adam with the largest decayed gradient in the place of the root of the mean of squares:
 * `u' = max(beta2 * u, |g|)`, `w' = w - learningRate / (1 - beta1^t) * m' / (u' + epsilon)`.
 *
 * @param learningRate a number (default 0.001) or a schedule
 * @param beta1 default 0.9
 * @param beta2 default 0.999
 * @param epsilon default 1e-7
 * @example model.compile({ optimizer: Adamax(0.002), loss: 'mse' })
 * @see https://keras.io/api/optimizers/adamax/
 */
export const Adamax: Constructible<
  AdamaxClass,
  AdamaxOptions,
  [learningRate: number | LearningRateSchedule, options?: AdamaxOptions]
> = constructible(AdamaxClass, ['learningRate', 'beta1', 'beta2', 'epsilon'])
export type Adamax = AdamaxClass
