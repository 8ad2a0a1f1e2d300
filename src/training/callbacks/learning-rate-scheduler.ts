import { callable } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { say } from '../../support/warn.js'
import { Callback, type Logs } from './callback.js'
import { requireOptimizer } from './learning-rate.js'

class LearningRateSchedulerClass extends Callback {
  static override readonly className: string = 'LearningRateScheduler'
  readonly #verbose: number

  constructor(
    readonly schedule: (epoch: number, learningRate: number) => number,
    { verbose = 0 }: { verbose?: 0 | 1 } = {},
  ) {
    super()
    if (typeof schedule !== 'function') {
      throw argumentError(
        'LearningRateScheduler',
        'a function of (epoch, learningRate)',
        'schedule',
        schedule,
      )
    }
    this.#verbose = verbose
  }

  override onEpochBegin(epoch: number): void {
    const optimizer = requireOptimizer(this)
    const rate = this.schedule(epoch, optimizer.learningRate)
    if (typeof rate !== 'number' || Number.isNaN(rate)) {
      throw argumentError('LearningRateScheduler', 'a number returned by schedule', 'learning rate', rate)
    }
    optimizer.learningRate = rate
    if (this.#verbose) {
      say(`Epoch ${epoch + 1}: LearningRateScheduler setting learning rate to ${rate}.`)
    }
  }

  override onEpochEnd(_epoch: number, logs: Logs): void {
    logs.learning_rate = requireOptimizer(this).learningRate
  }
}

/**
 * Sets the learning rate at the beginning of each epoch.
 *
 * @param schedule from the epoch, counted from 0, and the current rate to the new one
 * @param options.verbose 1 tells on stderr what it does. Default 0
 *
 * @throws KeratinError `ARGUMENT` if the schedule does not return a number
 * @example new LearningRateScheduler((epoch, rate) => (epoch < 10 ? rate : rate * Math.exp(-0.1)))
 * @see https://keras.io/api/callbacks/learning_rate_scheduler/
 */
export const LearningRateScheduler = callable(LearningRateSchedulerClass, 'callbacks')
export type LearningRateScheduler = LearningRateSchedulerClass
