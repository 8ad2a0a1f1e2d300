import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import type { LearningRateSchedule } from '../schedules/index.js'
import { correction } from './bias-correction.js'
import { squares } from './gradient-parts.js'
import { Optimizer, type StepScalars } from './optimizer.js'
import type { OptimizerOptions } from './options.js'
import type { Slot } from './slots.js'

export interface LambOptions extends OptimizerOptions {
  /** Share of the old mean of gradients in the new one. Default 0.9. */
  beta1?: number
  /** Share of the old mean of squares in the new one. Default 0.999. */
  beta2?: number
  /** Added to the root of the mean of squares. Default 1e-7. */
  epsilon?: number
}

class LambClass extends Optimizer {
  static override readonly className: string = 'Lamb'
  static override readonly floatSettings: readonly string[] = ['beta_1', 'beta_2', 'epsilon']
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number

  constructor({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, ...options }: LambOptions = {}) {
    super(options)
    this.beta1 = beta1
    this.beta2 = beta2
    this.epsilon = epsilon
  }

  protected override slotGroups(): Slot[][] {
    return [[{ name: 'momentum' }, { name: 'velocity' }]]
  }

  protected override scalars(step: number, learningRate: number): StepScalars {
    return {
      learningRate,
      correction1: correction(this.beta1, step),
      correction2: correction(this.beta2, step),
    }
  }

  protected override update(
    [value, m, v]: readonly [tf.Tensor, tf.Tensor, tf.Tensor],
    gradient: tf.Tensor,
    s: StepScalars,
  ): tf.Tensor[] {
    const mean = tf.add(m, tf.mul(tf.sub(gradient, m), 1 - this.beta1))
    const variance = tf.add(v, tf.mul(tf.sub(squares(gradient), v), 1 - this.beta2))
    const root = tf.add(tf.sqrt(tf.div(variance, s.correction2!)), this.epsilon)
    const change = tf.div(tf.div(mean, s.correction1!), root)
    const trust = ratioOrOne(norm(value), norm(change))
    return [tf.sub(value, tf.mul(change, tf.mul(trust, s.learningRate))), mean, variance]
  }

  override getConfig(): Config {
    return { ...super.getConfig(), beta_1: this.beta1, beta_2: this.beta2, epsilon: this.epsilon }
  }
}

const norm = (t: tf.Tensor): tf.Tensor => tf.sqrt(tf.sum(tf.square(t)))

/** `a / b`, and 1 where either is 0. */
function ratioOrOne(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const one = tf.onesLike(a)
  return tf.where(tf.logicalAnd(tf.greater(a, 0), tf.greater(b, 0)), tf.div(a, b), one)
}

/**
 * Adam whose step in each variable is as long as the variable, times the learning rate: for very large batches.
 *
 * @param learningRate a number (default 0.001) or a schedule
 * @param beta1 default 0.9
 * @param beta2 default 0.999
 * @param epsilon default 1e-7
 * @example model.compile({ optimizer: Lamb(0.001), loss: 'mse' })
 * @see https://keras.io/api/optimizers/lamb/
 */
export const Lamb: Constructible<
  LambClass,
  LambOptions,
  [learningRate: number | LearningRateSchedule, options?: LambOptions]
> = constructible(LambClass, ['learningRate', 'beta1', 'beta2', 'epsilon'])
export type Lamb = LambClass
