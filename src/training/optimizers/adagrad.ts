import { adagradStep, gradientParts, type tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import type { LearningRateSchedule } from '../schedules/index.js'
import { squares } from './gradient-parts.js'
import { Optimizer, type StepScalars } from './optimizer.js'
import type { OptimizerOptions } from './options.js'
import type { Slot } from './slots.js'

export interface AdagradOptions extends OptimizerOptions {
  /** What the sums of squares start from. Default 0.1. */
  initialAccumulatorValue?: number
  /** Added to the sums of squares. Default 1e-7. */
  epsilon?: number
}

class AdagradClass extends Optimizer {
  static override readonly className: string = 'Adagrad'
  static override readonly floatSettings: readonly string[] = ['initial_accumulator_value', 'epsilon']
  readonly initialAccumulatorValue: number
  readonly epsilon: number

  constructor({ initialAccumulatorValue = 0.1, epsilon = 1e-7, ...options }: AdagradOptions = {}) {
    super(options)
    this.initialAccumulatorValue = initialAccumulatorValue
    this.epsilon = epsilon
  }

  protected override slotGroups(): Slot[][] {
    return [[{ name: 'accumulator', initial: this.initialAccumulatorValue }]]
  }

  protected override update(
    [value, accumulator]: readonly [tf.Tensor, tf.Tensor],
    gradient: tf.Tensor,
    { learningRate }: StepScalars,
  ): tf.Tensor[] {
    const own = gradientParts(gradient) ? squares(gradient) : undefined
    const next = adagradStep(value, accumulator, gradient, { learningRate, epsilon: this.epsilon }, own)
    return [next.param, next.accumulator]
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      initial_accumulator_value: this.initialAccumulatorValue,
      epsilon: this.epsilon,
    }
  }
}

/**
 * Gradients divided by the root of the sum of all their squares so far:
 * `a' = a + g^2`, `w' = w - learningRate * g / sqrt(a' + epsilon)`.
 *
 * @param learningRate a number (default 0.001) or a schedule
 * @param initialAccumulatorValue default 0.1
 * @param epsilon default 1e-7
 * @example model.compile({ optimizer: Adagrad(0.1), loss: 'mse' })
 * @see https://keras.io/api/optimizers/adagrad/
 */
export const Adagrad: Constructible<
  AdagradClass,
  AdagradOptions,
  [learningRate: number | LearningRateSchedule, options?: AdagradOptions]
> = constructible(AdagradClass, ['learningRate', 'initialAccumulatorValue', 'epsilon'])
export type Adagrad = AdagradClass
