import { type Constructible, constructible } from '../support/constructible.js'
import type { RandomStream } from '../support/random.js'
import type { Config } from '../support/registry.js'
import { drawNormal, drawTruncatedNormal, drawUniform } from './draw.js'
import { RandomInitializer, type RandomInitializerOptions } from './initializer.js'

export interface NormalOptions extends RandomInitializerOptions {
  /** Default 0. */
  mean?: number
  /** Default 0.05. */
  stddev?: number
}

class RandomNormalClass extends RandomInitializer {
  static override readonly className: string = 'RandomNormal'
  static override readonly floatSettings: readonly string[] = ['mean', 'stddev']
  readonly mean: number
  readonly stddev: number

  constructor({ mean = 0, stddev = 0.05, seed }: NormalOptions = {}) {
    super({ seed })
    this.mean = mean
    this.stddev = stddev
  }

  protected override fill(values: Float32Array, _shape: readonly number[], stream: RandomStream): void {
    drawNormal(values, this.mean, this.stddev, stream)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), mean: this.mean, stddev: this.stddev }
  }
}

class TruncatedNormalClass extends RandomNormalClass {
  static override readonly className: string = 'TruncatedNormal'
  static override readonly floatSettings: readonly string[] = ['mean', 'stddev']

  protected override fill(values: Float32Array, _shape: readonly number[], stream: RandomStream): void {
    drawTruncatedNormal(values, this.mean, this.stddev, stream)
  }
}

export interface UniformOptions extends RandomInitializerOptions {
  /** Default -0.05. */
  minval?: number
  /** Default 0.05. */
  maxval?: number
}

class RandomUniformClass extends RandomInitializer {
  static override readonly className: string = 'RandomUniform'
  static override readonly floatSettings: readonly string[] = ['minval', 'maxval']
  readonly minval: number
  readonly maxval: number

  constructor({ minval = -0.05, maxval = 0.05, seed }: UniformOptions = {}) {
    super({ seed })
    this.minval = minval
    this.maxval = maxval
  }

  protected override fill(values: Float32Array, _shape: readonly number[], stream: RandomStream): void {
    drawUniform(values, this.minval, this.maxval, stream)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), minval: this.minval, maxval: this.maxval }
  }
}

/**
 * Draws from a normal distribution.
 *
 * @param mean default 0
 * @param stddev default 0.05
 * @param seed default: the stream of weights
 * @see https://keras.io/api/layers/initializers/#randomnormal-class
 */
export const RandomNormal: Constructible<RandomNormalClass, NormalOptions, [mean: number, stddev: number]> =
  constructible(RandomNormalClass, ['mean', 'stddev', 'seed'])
export type RandomNormal = RandomNormalClass

/**
 * Draws from a normal distribution cut off at two standard deviations.
 *
 * @param mean default 0
 * @param stddev of the distribution before it is cut; default 0.05
 * @param seed default: the stream of weights
 * @see https://keras.io/api/layers/initializers/#truncatednormal-class
 */
export const TruncatedNormal: Constructible<
  TruncatedNormalClass,
  NormalOptions,
  [mean: number, stddev: number]
> = constructible(TruncatedNormalClass, ['mean', 'stddev', 'seed'])
export type TruncatedNormal = TruncatedNormalClass

/**
 * Draws uniformly between two bounds.
 *
 * @param minval default -0.05
 * @param maxval default 0.05
 * @param seed default: the stream of weights
 * @see https://keras.io/api/layers/initializers/#randomuniform-class
 */
export const RandomUniform: Constructible<
  RandomUniformClass,
  UniformOptions,
  [minval: number, maxval: number]
> = constructible(RandomUniformClass, ['minval', 'maxval', 'seed'])
export type RandomUniform = RandomUniformClass
