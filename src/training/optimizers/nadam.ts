import { tf, type Variable } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import type { LearningRateSchedule } from '../schedules/index.js'
import { correction, power, rest } from './bias-correction.js'
import { squares } from './gradient-parts.js'
import { Optimizer, type StepScalars } from './optimizer.js'
import type { OptimizerOptions } from './options.js'
import { ScalarVariable } from './scalar-variable.js'
import type { Slot } from './slots.js'

export interface NadamOptions extends OptimizerOptions {
  /** Share of the old mean of gradients in the new one. Default 0.9. */
  beta1?: number
  /** Share of the old mean of squares in the new one. Default 0.999. */
  beta2?: number
  /** Added to the root of the mean of squares. Default 1e-7. */
  epsilon?: number
}

const f32 = Math.fround

class NadamClass extends Optimizer {
  static override readonly className: string = 'Nadam'
  static override readonly floatSettings: readonly string[] = ['beta_1', 'beta_2', 'epsilon']
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
  /** The product of all momenta so far. */
  readonly #product: ScalarVariable

  constructor({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, ...options }: NadamOptions = {}) {
    super(options)
    this.beta1 = beta1
    this.beta2 = beta2
    this.epsilon = epsilon
    this.#product = new ScalarVariable('variable', `${this.name}/variable`, 1)
  }

  protected override slotGroups(): Slot[][] {
    return [[{ name: 'momentum' }, { name: 'velocity' }]]
  }

  protected override get extraVariables(): readonly Variable[] {
    return [this.#product]
  }

  #momentumAt(step: number): number {
    return f32(f32(this.beta1) * f32(1 - f32(0.5 * power(0.96, step))))
  }

  #productAt(step: number): number {
    return f32(this.#product.number * this.#momentumAt(step))
  }

  protected override scalars(step: number, learningRate: number): StepScalars {
    const product = this.#productAt(step)
    const momentum = this.#momentumAt(step)
    const next = this.#momentumAt(step + 1)
    return {
      learningRate,
      ofMean: next / f32(1 - f32(product * next)),
      ofGradient: f32(1 - momentum) / f32(1 - product),
      correction: correction(this.beta2, step),
    }
  }

  override advance(): void {
    if (this.isUpdate) this.#product.number = this.#productAt(this.updates + 1)
    super.advance()
  }

  protected override update(
    [value, m, v]: readonly [tf.Tensor, tf.Tensor, tf.Tensor],
    gradient: tf.Tensor,
    s: StepScalars,
  ): tf.Tensor[] {
    const mean = tf.add(m, tf.mul(tf.sub(gradient, m), rest(this.beta1)))
    const variance = tf.add(v, tf.mul(tf.sub(squares(gradient), v), rest(this.beta2)))
    const ahead = tf.add(tf.mul(mean, s.ofMean!), tf.mul(gradient, s.ofGradient!))
    const root = tf.sqrt(tf.div(variance, s.correction!))
    return [tf.sub(value, tf.div(tf.mul(ahead, s.learningRate), tf.add(root, this.epsilon))), mean, variance]
  }

  override getConfig(): Config {
    return { ...super.getConfig(), beta_1: this.beta1, beta_2: this.beta2, epsilon: this.epsilon }
  }
}

/**
 * Adam with Nesterov's momentum, which rises as `beta1 * (1 - 0.5 * 0.96^t)`.
 *
 * @param learningRate a number (default 0.001) or a schedule
 * @param beta1 default 0.9
 * @param beta2 default 0.999
 * @param epsilon default 1e-7
 * @example model.compile({ optimizer: Nadam(0.002), loss: 'mse' })
 * @see https://keras.io/api/optimizers/Nadam/
 */
export const Nadam: Constructible<
  NadamClass,
  NadamOptions,
  [learningRate: number | LearningRateSchedule, options?: NadamOptions]
> = constructible(NadamClass, ['learningRate', 'beta1', 'beta2', 'epsilon'])
export type Nadam = NadamClass
