import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'

/**
 * A learning rate that depends on the number of updates made so far.
 *
 * @see https://keras.io/api/optimizers/learning_rate_schedules/learning_rate_schedule/
 */
export abstract class LearningRateSchedule {
  /** The name in Keras and in files. */
  static readonly className: string = 'LearningRateSchedule'
  /** Where it is kept. */
  static readonly family: string = 'schedules'
  /** Its settings that are floats in Keras, as files spell them; those of a class that it extends are known. */
  static readonly floatSettings: readonly string[] = []

  /** The learning rate of the update with this number, counted from 0. */
  abstract at(step: number): number

  abstract getConfig(): Config
}

/** Checks a number of steps: above 0. */
export function checkSteps(where: string, name: string, steps: unknown): number {
  if (typeof steps === 'number' && steps > 0) return steps
  throw argumentError(where, 'a number above 0', name, steps)
}

/** Checks a number that has no default. */
export function checkNumber(where: string, name: string, value: unknown): number {
  if (typeof value === 'number') return value
  throw argumentError(where, 'a number', name, value)
}
