import { argumentError, KeratinError } from '../../support/errors.js'
import type { LearningRateSchedule } from '../schedules/index.js'

export interface OptimizerOptions {
  /** A number, or a schedule that gives one for each step. */
  learningRate?: number | LearningRateSchedule
  /** Default: the class name in snake case. */
  name?: string | null
  /** Weights shrink by this share of the learning rate in each update. Default: none. */
  weightDecay?: number | null
  /** The largest norm of the gradient of one variable. */
  clipnorm?: number | null
  /** The largest absolute value of one element of a gradient. */
  clipvalue?: number | null
  /** The largest norm of all gradients together. */
  globalClipnorm?: number | null
  /** Whether a moving average of the weights is kept, which they become at the end of training. Default false. */
  useEma?: boolean
  /** Share of the old average in the new one. Default 0.99. */
  emaMomentum?: number
  /** Updates after which weights become their average, each time. Default: only at the end. */
  emaOverwriteFrequency?: number | null
  /** Gradients are of the loss times this, and are divided by it. */
  lossScaleFactor?: number | null
  /** Steps over which gradients are averaged before one update. */
  gradientAccumulationSteps?: number | null
}

/** Throws if options do not make sense, or not together. */
export function checkOptimizerOptions(where: string, options: OptimizerOptions): void {
  const { gradientAccumulationSteps: steps, emaOverwriteFrequency: frequency, emaMomentum = 0.99 } = options
  if (steps && !(Number.isInteger(steps) && steps >= 2)) {
    throw argumentError(where, 'an integer of at least 2', 'gradientAccumulationSteps', steps)
  }
  if (options.useEma && !(emaMomentum >= 0 && emaMomentum <= 1)) {
    throw argumentError(where, 'from 0 to 1', 'emaMomentum', emaMomentum)
  }
  if (options.useEma && frequency && !(Number.isInteger(frequency) && frequency >= 1)) {
    throw argumentError(where, 'an integer of at least 1', 'emaOverwriteFrequency', frequency)
  }
  const bounds = (['clipnorm', 'clipvalue', 'globalClipnorm'] as const).filter(
    (name) => options[name] != null,
  )
  if (bounds.length > 1) {
    throw new KeratinError(
      'ARGUMENT',
      `${where}: only one of clipnorm, clipvalue and globalClipnorm can be set.`,
      {
        hint: `Received: ${bounds.map((name) => `${name}=${options[name]}`).join(', ')}.`,
      },
    )
  }
}
