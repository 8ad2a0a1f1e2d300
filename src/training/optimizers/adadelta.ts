import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import type { LearningRateSchedule } from '../schedules/index.js'
import { squares } from './gradient-parts.js'
import { Optimizer, type StepScalars } from './optimizer.js'
import type { OptimizerOptions } from './options.js'
import type { Slot } from './slots.js'

export interface AdadeltaOptions extends OptimizerOptions {
  /** Share of old means of squares in new ones. Default 0.95. */
  rho?: number
  /** Added to means of squares. Default 1e-7. */
  epsilon?: number
}

class AdadeltaClass extends Optimizer {
  static override readonly className: string = 'Adadelta'
  static override readonly floatSettings: readonly string[] = ['rho', 'epsilon']
  readonly rho: number
  readonly epsilon: number

  constructor({ rho = 0.95, epsilon = 1e-7, ...options }: AdadeltaOptions = {}) {
    super(options)
    this.rho = rho
    this.epsilon = epsilon
  }

  protected override slotGroups(): Slot[][] {
    return [[{ name: 'accumulated_grad' }, { name: 'accumulated_delta_var' }]]
  }

  protected override update(
    [value, gradientSquares, changeSquares]: readonly [tf.Tensor, tf.Tensor, tf.Tensor],
    gradient: tf.Tensor,
    { learningRate }: StepScalars,
  ): tf.Tensor[] {
    const running = (old: tf.Tensor, x: tf.Tensor) => tf.add(tf.mul(old, this.rho), tf.mul(x, 1 - this.rho))
    const root = (x: tf.Tensor) => tf.sqrt(tf.add(x, this.epsilon))
    const squared = squares(gradient)
    const ofGradients = running(gradientSquares, squared)
    const ratio = tf.div(root(changeSquares), root(ofGradients))
    const ofChanges = running(changeSquares, tf.mul(tf.square(ratio), squared))
    return [tf.sub(value, tf.mul(tf.mul(ratio, gradient), learningRate)), ofGradients, ofChanges]
  }

  override getConfig(): Config {
    return { ...super.getConfig(), rho: this.rho, epsilon: this.epsilon }
  }
}

/**
 * Steps as large as past steps, relative to past gradients:
 * `w' = w - learningRate * rms(past changes) / rms(past gradients) * g`.
 *
 * @param learningRate a number (default 0.001; 1 in the paper) or a schedule
 * @param rho default 0.95
 * @param epsilon default 1e-7
 * @example model.compile({ optimizer: Adadelta(1), loss: 'mse' })
 * @see https://keras.io/api/optimizers/adadelta/
 */
export const Adadelta: Constructible<
  AdadeltaClass,
  AdadeltaOptions,
  [learningRate: number | LearningRateSchedule, options?: AdadeltaOptions]
> = constructible(AdadeltaClass, ['learningRate', 'rho', 'epsilon'])
export type Adadelta = AdadeltaClass
