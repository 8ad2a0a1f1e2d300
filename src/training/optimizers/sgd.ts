import { sgdMomentumStep, sgdStep, type tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import type { LearningRateSchedule } from '../schedules/index.js'
import { Optimizer, type StepScalars } from './optimizer.js'
import type { OptimizerOptions } from './options.js'

export interface SGDOptions extends OptimizerOptions {
  /** Share of the last change that is made again, from 0 to 1. Default 0. */
  momentum?: number
  /** Whether the gradient is taken as that after the momentum. Default false. */
  nesterov?: boolean
}

class SGDClass extends Optimizer {
  static override readonly className: string = 'SGD'
  static override readonly floatSettings: readonly string[] = ['momentum']
  readonly momentum: number
  readonly nesterov: boolean

  constructor({ momentum = 0, nesterov = false, ...options }: SGDOptions = {}) {
    super(options, 0.01)
    if (!(momentum >= 0 && momentum <= 1)) throw argumentError('SGD', 'from 0 to 1', 'momentum', momentum)
    this.momentum = momentum
    this.nesterov = nesterov
  }

  protected override slotGroups() {
    return this.momentum === 0 ? [] : [[{ name: 'momentum' }]]
  }

  protected override update(
    [value, momentum]: readonly [tf.Tensor, tf.Tensor],
    gradient: tf.Tensor,
    { learningRate }: StepScalars,
  ): tf.Tensor[] {
    if (this.momentum === 0) return [sgdStep(value, gradient, learningRate)]
    const scalars = { learningRate, momentum: this.momentum, nesterov: this.nesterov }
    const { param, change } = sgdMomentumStep(value, momentum, gradient, scalars)
    return [param, change]
  }

  override getConfig(): Config {
    return { ...super.getConfig(), momentum: this.momentum, nesterov: this.nesterov }
  }
}

/**
 * Gradient descent with momentum: `m' = momentum * m - learningRate * g`, `w' = w + m'`.
 *
 * @param learningRate a number (default 0.01) or a schedule
 * @param momentum from 0 (default) to 1
 * @param nesterov whether `w' = w + momentum * m' - learningRate * g`; default false
 * @throws KeratinError `ARGUMENT` for a momentum outside of 0 to 1
 * @example model.compile({ optimizer: SGD(0.01, { momentum: 0.9 }), loss: 'mse' })
 * @see https://keras.io/api/optimizers/sgd/
 */
export const SGD: Constructible<
  SGDClass,
  SGDOptions,
  [learningRate: number | LearningRateSchedule, options?: SGDOptions]
> = constructible(SGDClass, ['learningRate', 'momentum', 'nesterov'])
export type SGD = SGDClass
