import type { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import type { Config } from '../support/registry.js'

/**
 * A penalty on a weight or an output that training adds to the loss.
 *
 * @see https://keras.io/api/layers/regularizers/
 */
export abstract class Regularizer {
  /** The name in Keras and in files. */
  static readonly className: string = 'Regularizer'
  /** Where it is kept. */
  static readonly family: string = 'regularizers'
  /** Its settings that are floats in Keras, as files spell them; those of a class that it extends are known. */
  static readonly floatSettings: readonly string[] = []

  /** The penalty of a tensor, a scalar. */
  abstract apply(x: tf.Tensor): tf.Tensor

  abstract getConfig(): Config
}

/** Checks a factor: a finite number that is not negative. */
export function checkFactor(where: string, name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  throw argumentError(where, 'a finite number of at least 0', name, value)
}
