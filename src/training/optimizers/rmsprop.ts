import { gradientParts, rmspropStep, tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import type { LearningRateSchedule } from '../schedules/index.js'
import { squares } from './gradient-parts.js'
import { Optimizer, type StepScalars } from './optimizer.js'
import type { OptimizerOptions } from './options.js'
import type { Slot } from './slots.js'

export interface RMSpropOptions extends OptimizerOptions {
  /** Share of the old mean of squares in the new one. Default 0.9. */
  rho?: number
  /** Share of the last change that is made again. Default 0. */
  momentum?: number
  /** Added to the mean of squares. Default 1e-7. */
  epsilon?: number
  /** Whether squares are taken around the mean gradient. Default false. */
  centered?: boolean
}

class RMSpropClass extends Optimizer {
  static override readonly className: string = 'RMSprop'
  static override readonly floatSettings: readonly string[] = ['rho', 'momentum', 'epsilon']
  readonly rho: number
  readonly momentum: number
  readonly epsilon: number
  readonly centered: boolean

  constructor(given: RMSpropOptions = {}) {
    const { rho = 0.9, momentum = 0, epsilon = 1e-7, centered = false, ...options } = given
    super(options)
    this.rho = rho
    this.momentum = momentum
    this.epsilon = epsilon
    this.centered = centered
  }

  protected override slotGroups(): Slot[][] {
    const groups: Slot[][] = [[{ name: 'velocity' }]]
    if (this.momentum > 0) groups.push([{ name: 'momentum' }])
    if (this.centered) groups.push([{ name: 'average_gradient' }])
    return groups
  }

  protected override update(
    [value, oldVelocity, ...rest]: readonly [tf.Tensor, tf.Tensor, ...tf.Tensor[]],
    gradient: tf.Tensor,
    { learningRate }: StepScalars,
  ): tf.Tensor[] {
    if (this.momentum === 0 && !this.centered) {
      const { rho, epsilon } = this
      const own = gradientParts(gradient) ? squares(gradient) : undefined
      const next = rmspropStep(value, oldVelocity, gradient, { learningRate, rho, epsilon }, own)
      return [next.param, next.velocity]
    }
    const running = (old: tf.Tensor, x: tf.Tensor) => tf.add(tf.mul(old, this.rho), tf.mul(x, 1 - this.rho))
    const velocity = running(oldVelocity, squares(gradient))
    const mean = this.centered ? running(rest.at(-1)!, gradient) : undefined
    const variance = mean ? tf.sub(velocity, tf.square(mean)) : velocity
    const step = tf.div(tf.mul(gradient, learningRate), tf.sqrt(tf.add(variance, this.epsilon)))
    const change = this.momentum > 0 ? tf.add(tf.mul(rest[0]!, this.momentum), step) : step
    const kept = [this.momentum > 0 ? change : undefined, mean].filter((t) => t !== undefined)
    return [tf.sub(value, change), velocity, ...kept]
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      rho: this.rho,
      momentum: this.momentum,
      epsilon: this.epsilon,
      centered: this.centered,
    }
  }
}

/**
 * Gradients divided by the root of the running mean of their squares:
 * `v' = rho * v + (1 - rho) * g^2`, `w' = w - learningRate * g / sqrt(v' + epsilon)`.
 *
 * @param learningRate a number (default 0.001) or a schedule
 * @param rho default 0.9
 * @param momentum default 0
 * @param epsilon default 1e-7
 * @param centered whether the variance takes the place of the mean of squares; default false
 * @example model.compile({ optimizer: RMSprop(0.001), loss: 'mse' })
 * @see https://keras.io/api/optimizers/rmsprop/
 */
export const RMSprop: Constructible<
  RMSpropClass,
  RMSpropOptions,
  [learningRate: number | LearningRateSchedule, options?: RMSpropOptions]
> = constructible(RMSpropClass, ['learningRate', 'rho', 'momentum', 'epsilon', 'centered'])
export type RMSprop = RMSpropClass
