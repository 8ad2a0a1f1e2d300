import { type Seed, statelessNormal, tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { RandomLayer, type RandomLayerOptions, shareOf } from './random-layer.js'

interface GaussianNoiseOptions extends RandomLayerOptions {
  stddev?: number
}

class GaussianNoiseClass extends RandomLayer {
  static override readonly className = 'GaussianNoise'
  static override readonly floatSettings: readonly string[] = ['stddev']
  readonly stddev: number

  constructor(stddev: number, options?: GaussianNoiseOptions)
  constructor(options: GaussianNoiseOptions & { stddev: number })
  constructor(...args: unknown[]) {
    const options = named<GaussianNoiseOptions>(['stddev'], args, new.target.className)
    super(options)
    this.stddev = shareOf('GaussianNoise', 'stddev', options.stddev)
  }

  protected override get active(): boolean {
    return this.stddev > 0
  }

  protected override perturb(x: tf.Tensor, seed: Seed): tf.Tensor {
    return tf.add(x, tf.mul(statelessNormal(x.shape, seed), this.stddev))
  }

  override getConfig(): Config {
    return { ...super.getConfig(), stddev: this.stddev, seed: this.seed }
  }
}

/**
 * Adds normal noise in training: `x + stddev · n`; does nothing otherwise.
 *
 * @param stddev standard deviation of the noise, between 0 and 1
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * Input shape: any. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if stddev is not in [0, 1]
 * @example const y = GaussianNoise(0.1)(Input({ shape: [16] }))
 * @see https://keras.io/api/layers/regularization_layers/gaussian_noise/
 */
export const GaussianNoise = callableClass(GaussianNoiseClass)
export type GaussianNoise = GaussianNoiseClass
