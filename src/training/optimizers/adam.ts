import { adamStep, gradientParts, tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import type { LearningRateSchedule } from '../schedules/index.js'
import { correction } from './bias-correction.js'
import { squares } from './gradient-parts.js'
import { Optimizer, type StepScalars } from './optimizer.js'
import type { OptimizerOptions } from './options.js'
import type { Slot } from './slots.js'

export interface AdamOptions extends OptimizerOptions {
  /** Share of the old mean of gradients in the new one. Default 0.9. */
  beta1?: number
  /** Share of the old mean of squares in the new one. Default 0.999. */
  beta2?: number
  /** Added to the root of the mean of squares. Default 1e-7. */
  epsilon?: number
  /** Whether the largest mean of squares so far counts. Default false. */
  amsgrad?: boolean
}

class AdamClass extends Optimizer {
  static override readonly className: string = 'Adam'
  static override readonly floatSettings: readonly string[] = ['beta_1', 'beta_2', 'epsilon']
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  readonly amsgrad: boolean

  constructor({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, amsgrad = false, ...options }: AdamOptions = {}) {
    super(options)
    this.beta1 = beta1
    this.beta2 = beta2
    this.epsilon = epsilon
    this.amsgrad = amsgrad
  }

  protected override slotGroups(): Slot[][] {
    const groups: Slot[][] = [[{ name: 'momentum' }, { name: 'velocity' }]]
    if (this.amsgrad) groups.push([{ name: 'velocity_hat' }])
    return groups
  }

  protected override scalars(step: number, learningRate: number): StepScalars {
    const root = Math.sqrt(correction(this.beta2, step))
    return { learningRate, alpha: Math.fround((learningRate * root) / correction(this.beta1, step)) }
  }

  protected override update(
    [value, m, v, largest]: readonly [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor],
    gradient: tf.Tensor,
    scalars: StepScalars,
  ): tf.Tensor[] {
    const { beta1, beta2, epsilon } = this
    const alpha = scalars.alpha!
    if (!this.amsgrad) {
      const own = gradientParts(gradient) ? squares(gradient) : undefined
      const next = adamStep(value, m, v, gradient, { alpha, beta1, beta2, epsilon }, own)
      return [next.param, next.m, next.v]
    }
    const mean = tf.add(m, tf.mul(tf.sub(gradient, m), 1 - beta1))
    const variance = tf.add(v, tf.mul(tf.sub(squares(gradient), v), 1 - beta2))
    const most = tf.maximum(largest, variance)
    const change = tf.div(tf.mul(mean, alpha), tf.add(tf.sqrt(most), epsilon))
    return [tf.sub(value, change), mean, variance, most]
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      beta_1: this.beta1,
      beta_2: this.beta2,
      epsilon: this.epsilon,
      amsgrad: this.amsgrad,
    }
  }
}

class AdamWClass extends AdamClass {
  static override readonly className: string = 'AdamW'

  constructor({ weightDecay = 0.004, ...options }: AdamOptions = {}) {
    if (weightDecay === null) throw argumentError('AdamW', 'a number', 'weightDecay', weightDecay)
    super({ weightDecay, ...options })
  }
}

/**
 * Running means of gradients over roots of running means of their squares:
 * `m' = beta1 * m + (1 - beta1) * g`, `v' = beta2 * v + (1 - beta2) * g^2`,
 * `w' = w - learningRate * sqrt(1 - beta2^t) / (1 - beta1^t) * m' / (sqrt(v') + epsilon)`.
 *
 * @param learningRate a number (default 0.001) or a schedule
 * @param beta1 default 0.9
 * @param beta2 default 0.999
 * @param epsilon default 1e-7
 * @param amsgrad whether the largest `v'` so far counts; default false
 * @example model.compile({ optimizer: Adam(0.001), loss: 'sparse_categorical_crossentropy' })
 * @see https://keras.io/api/optimizers/adam/
 */
export const Adam: Constructible<
  AdamClass,
  AdamOptions,
  [learningRate: number | LearningRateSchedule, options?: AdamOptions]
> = constructible(AdamClass, ['learningRate', 'beta1', 'beta2', 'epsilon', 'amsgrad'])
export type Adam = AdamClass

/**
 * Adam with weights that decay by themselves: `w = w - learningRate * weightDecay * w` before each update.
 *
 * @param learningRate a number (default 0.001) or a schedule
 * @param weightDecay default 0.004
 * @throws KeratinError `ARGUMENT` for a weight decay of null
 * @example model.compile({ optimizer: AdamW({ learningRate: 0.001, weightDecay: 0.01 }), loss: 'mse' })
 * @see https://keras.io/api/optimizers/adamw/
 */
export const AdamW: Constructible<
  AdamWClass,
  AdamOptions,
  [learningRate: number | LearningRateSchedule, options?: AdamOptions]
> = constructible(AdamWClass, ['learningRate', 'weightDecay'])
export type AdamW = AdamWClass
