import { tf } from '../engine/index.js'
import type { Config } from '../support/registry.js'

/**
 * A projection of a weight onto an allowed set, applied after each update.
 *
 * @see https://keras.io/api/layers/constraints/
 */
export abstract class Constraint {
  /** The name in Keras and in files. */
  static readonly className: string = 'Constraint'
  /** Where it is kept. */
  static readonly family: string = 'constraints'
  /** Its settings that are floats in Keras, as files spell them; those of a class that it extends are known. */
  static readonly floatSettings: readonly string[] = []

  /** The projected weight, of the same shape. */
  abstract apply(w: tf.Tensor): tf.Tensor

  getConfig(): Config {
    return {}
  }
}

/** An axis or several, along which norms are taken. */
export type Axes = number | number[]

/** Euclidean norms along axes, which are kept with size 1. */
export const norms = (w: tf.Tensor, axis: Axes): tf.Tensor => tf.sqrt(tf.sum(tf.square(w), axis, true))

/** Keeps a division by a norm of 0 finite. */
export const EPSILON = 1e-7
