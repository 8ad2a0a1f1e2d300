import { type Seed, statelessNormal, tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { RandomLayer, type RandomLayerOptions, shareOf } from './random-layer.js'

interface GaussianDropoutOptions extends RandomLayerOptions {
  rate?: number
}

class GaussianDropoutClass extends RandomLayer {
  static override readonly className = 'GaussianDropout'
  static override readonly floatSettings: readonly string[] = ['rate']
  readonly rate: number

  constructor(rate: number, options?: GaussianDropoutOptions)
  constructor(options: GaussianDropoutOptions & { rate: number })
  constructor(...args: unknown[]) {
    const options = named<GaussianDropoutOptions>(['rate'], args, new.target.className)
    super(options)
    this.rate = shareOf('GaussianDropout', 'rate', options.rate)
  }

  protected override get active(): boolean {
    return this.rate > 0
  }

  protected override perturb(x: tf.Tensor, seed: Seed): tf.Tensor {
    const stddev = Math.sqrt(this.rate / (1 - this.rate))
    return tf.mul(x, tf.add(tf.mul(statelessNormal(x.shape, seed), stddev), 1))
  }

  override getConfig(): Config {
    return { ...super.getConfig(), rate: this.rate, seed: this.seed }
  }
}

/**
 * Multiplies by normal noise around 1 in training: `x · (1 + sqrt(rate / (1 - rate)) · n)`; does nothing otherwise.
 *
 * @param rate as of Dropout, between 0 and 1: the noise has the variance that dropping this share has
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * Input shape: any. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if rate is not in [0, 1]
 * @example const y = GaussianDropout(0.3)(Input({ shape: [16] }))
 * @see https://keras.io/api/layers/regularization_layers/gaussian_dropout/
 */
export const GaussianDropout = callableClass(GaussianDropoutClass)
export type GaussianDropout = GaussianDropoutClass
