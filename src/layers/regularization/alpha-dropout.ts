import { type Seed, statelessUniform, tf } from '../../engine/index.js'
import type { Shape } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { RandomLayer, type RandomLayerOptions, shareOf } from './random-layer.js'

interface AlphaDropoutOptions extends RandomLayerOptions {
  rate?: number
  noiseShape?: Shape | null
}

/** Where selu goes to for very negative inputs. */
const SATURATION = -1.6732632423543772 * 1.0507009873554805

class AlphaDropoutClass extends RandomLayer {
  static override readonly className = 'AlphaDropout'
  static override readonly floatSettings: readonly string[] = ['rate']
  readonly rate: number
  readonly noiseShape: Shape | null

  constructor(rate: number, options?: AlphaDropoutOptions)
  constructor(options: AlphaDropoutOptions & { rate: number })
  constructor(...args: unknown[]) {
    const options = named<AlphaDropoutOptions>(['rate'], args, new.target.className)
    super(options)
    this.rate = shareOf('AlphaDropout', 'rate', options.rate)
    this.noiseShape = options.noiseShape ?? null
  }

  protected override get active(): boolean {
    return this.rate > 0
  }

  protected override perturb(x: tf.Tensor, seed: Seed): tf.Tensor {
    const { rate } = this
    const shape = this.noiseShape?.map((d, i) => d ?? x.shape[i]!) ?? x.shape
    const kept = tf.cast(tf.greaterEqual(statelessUniform(shape, seed), rate), 'float32')
    // a and b bring mean and variance back to those of the input
    const a = ((1 - rate) * (1 + rate * SATURATION ** 2)) ** -0.5
    const b = -a * SATURATION * rate
    const dropped = tf.add(tf.mul(tf.sub(1, kept), a * SATURATION), b)
    return tf.add(tf.mul(x, tf.mul(kept, a)), dropped)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), rate: this.rate, seed: this.seed, noise_shape: this.noiseShape }
  }
}

/**
 * Dropout for selu networks: sets inputs to selu's negative limit at random in training, and scales and shifts all so
 * that mean and variance stay as they are; does nothing otherwise.
 *
 * @param rate share of the inputs to drop, between 0 and 1
 * @param options.noiseShape shape of the random mask; an extent of 1 drops whole slices. Default: that of the input
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * Input shape: any. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if rate is not in [0, 1]
 * @example const y = AlphaDropout(0.1)(Input({ shape: [16] }))
 * @see https://keras.io/api/layers/regularization_layers/alpha_dropout/
 */
export const AlphaDropout = callableClass(AlphaDropoutClass)
export type AlphaDropout = AlphaDropoutClass
