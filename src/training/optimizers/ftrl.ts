import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import type { LearningRateSchedule } from '../schedules/index.js'
import { squares } from './gradient-parts.js'
import { Optimizer, type StepScalars } from './optimizer.js'
import type { OptimizerOptions } from './options.js'
import type { Slot } from './slots.js'

export interface FtrlOptions extends OptimizerOptions {
  /** Power of the sum of squares that the learning rate falls with, at most 0. Default -0.5. */
  learningRatePower?: number
  /** What the sums of squares start from. Default 0.1. */
  initialAccumulatorValue?: number
  /** Pulls weights to exactly 0. Default 0. */
  l1RegularizationStrength?: number
  /** Pulls weights towards 0. Default 0. */
  l2RegularizationStrength?: number
  /** As l2, by way of the gradients. Default 0. */
  l2ShrinkageRegularizationStrength?: number
  /** Default 0. */
  beta?: number
}

class FtrlClass extends Optimizer {
  static override readonly className: string = 'Ftrl'
  static override readonly floatSettings: readonly string[] = [
    'learning_rate_power',
    'initial_accumulator_value',
    'l1_regularization_strength',
    'l2_regularization_strength',
    'l2_shrinkage_regularization_strength',
    'beta',
  ]
  readonly learningRatePower: number
  readonly initialAccumulatorValue: number
  readonly l1RegularizationStrength: number
  readonly l2RegularizationStrength: number
  readonly l2ShrinkageRegularizationStrength: number
  readonly beta: number

  constructor(given: FtrlOptions = {}) {
    const {
      learningRatePower = -0.5,
      initialAccumulatorValue = 0.1,
      l1RegularizationStrength = 0,
      l2RegularizationStrength = 0,
      l2ShrinkageRegularizationStrength = 0,
      beta = 0,
      ...options
    } = given
    super(options)
    if (!(learningRatePower <= 0))
      throw argumentError('Ftrl', 'at most 0', 'learningRatePower', learningRatePower)
    for (const [name, value] of Object.entries({
      initialAccumulatorValue,
      l1RegularizationStrength,
      l2RegularizationStrength,
      l2ShrinkageRegularizationStrength,
    })) {
      if (!(value >= 0)) throw argumentError('Ftrl', 'at least 0', name, value)
    }
    this.learningRatePower = learningRatePower
    this.initialAccumulatorValue = initialAccumulatorValue
    this.l1RegularizationStrength = l1RegularizationStrength
    this.l2RegularizationStrength = l2RegularizationStrength
    this.l2ShrinkageRegularizationStrength = l2ShrinkageRegularizationStrength
    this.beta = beta
  }

  protected override slotGroups(): Slot[][] {
    return [[{ name: 'accumulator', initial: this.initialAccumulatorValue }, { name: 'linear' }]]
  }

  protected override scalars(_step: number, learningRate: number): StepScalars {
    return { learningRate, twiceL2: 2 * this.l2RegularizationStrength + this.beta / learningRate }
  }

  protected override update(
    [value, accumulator, linear]: readonly [tf.Tensor, tf.Tensor, tf.Tensor],
    gradient: tf.Tensor,
    { learningRate, twiceL2 }: StepScalars,
  ): tf.Tensor[] {
    const power = (t: tf.Tensor) => tf.pow(t, -this.learningRatePower)
    const l1 = this.l1RegularizationStrength
    const shrunk = tf.add(gradient, tf.mul(value, 2 * this.l2ShrinkageRegularizationStrength))
    const total = tf.add(accumulator, squares(gradient))
    const sigma = tf.div(tf.sub(power(total), power(accumulator)), learningRate)
    const sum = tf.sub(tf.add(linear, shrunk), tf.mul(sigma, value))
    const quadratic = tf.add(tf.div(power(total), learningRate), twiceL2!)
    return [tf.div(tf.sub(tf.clipByValue(sum, -l1, l1), sum), quadratic), total, sum]
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      learning_rate_power: this.learningRatePower,
      initial_accumulator_value: this.initialAccumulatorValue,
      l1_regularization_strength: this.l1RegularizationStrength,
      l2_regularization_strength: this.l2RegularizationStrength,
      l2_shrinkage_regularization_strength: this.l2ShrinkageRegularizationStrength,
      beta: this.beta,
    }
  }
}

/**
 * Follow the regularized leader: for wide, sparse linear models.
 *
 * @param learningRate a number (default 0.001) or a schedule
 * @param learningRatePower default -0.5
 * @param initialAccumulatorValue default 0.1
 * @param l1RegularizationStrength default 0
 * @param l2RegularizationStrength default 0
 * @param l2ShrinkageRegularizationStrength default 0
 * @param beta default 0
 * @throws KeratinError `ARGUMENT` for a strength below 0 or a power above 0
 * @example model.compile({ optimizer: Ftrl({ learningRate: 0.1, l1RegularizationStrength: 0.01 }), loss: 'mse' })
 * @see https://keras.io/api/optimizers/ftrl/
 */
export const Ftrl: Constructible<
  FtrlClass,
  FtrlOptions,
  [learningRate: number | LearningRateSchedule, options?: FtrlOptions]
> = constructible(FtrlClass, ['learningRate', 'learningRatePower', 'initialAccumulatorValue'])
export type Ftrl = FtrlClass
