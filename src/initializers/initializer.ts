import { tf } from '../engine/index.js'
import { KeratinError } from '../support/errors.js'
import { checkInheritedOptions } from '../support/inherited-options.js'
import { RandomStream } from '../support/random.js'
import type { Config } from '../support/registry.js'

export type WeightType = 'float32' | 'int32' | 'bool'

/**
 * Where the first values of a weight come from.
 *
 * Values are computed in JavaScript from the stream given, so that they are the same on every engine.
 *
 * @see https://keras.io/api/layers/initializers/
 */
export abstract class Initializer {
  /** The name in Keras and in files. */
  static readonly className: string = 'Initializer'
  /** Where it is kept. */
  static readonly family: string = 'initializers'
  /** Its settings that are floats in Keras, as files spell them; those of a class that it extends are known. */
  static readonly floatSettings: readonly string[] = []

  /** A new tensor of first values; random ones are drawn from `stream`. */
  abstract initialize(shape: readonly number[], dtype: WeightType, stream: RandomStream): tf.Tensor

  getConfig(): Config {
    return {}
  }
}

export interface RandomInitializerOptions {
  /** Draws the same values each time. Default: the stream of weights, seeded by `setRandomSeed`. */
  seed?: number | null
}

/** The base of initializers that draw random numbers: a subclass fills an array from a stream. */
export abstract class RandomInitializer extends Initializer {
  readonly seed: number | null

  constructor({ seed = null, ...others }: RandomInitializerOptions = {}) {
    super()
    checkInheritedOptions(this, 'initializers', others)
    if (seed !== null && !Number.isInteger(seed)) {
      throw new KeratinError(
        'UNSUPPORTED',
        `An initializer's seed must be an integer. Received: ${JSON.stringify(seed)}.`,
      )
    }
    this.seed = seed
  }

  protected abstract fill(values: Float32Array, shape: readonly number[], stream: RandomStream): void

  override initialize(shape: readonly number[], dtype: WeightType, stream: RandomStream): tf.Tensor {
    const values = new Float32Array(shape.reduce((n, d) => n * d, 1))
    this.fill(values, shape, this.seed === null ? stream : new RandomStream(this.seed))
    return tensorOf(values, shape, dtype)
  }

  override getConfig(): Config {
    return { seed: this.seed }
  }
}

/** A tensor of that dtype; for integers the values are cut off towards 0. */
export const tensorOf = (values: Float32Array, shape: readonly number[], dtype: WeightType): tf.Tensor =>
  dtype === 'float32'
    ? tf.tensor(values, [...shape])
    : tf.tidy(() => tf.cast(tf.tensor(values, [...shape]), dtype))
