import { dropout, type Seed, tf } from '../../engine/index.js'
import type { Shape } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { RandomLayer, type RandomLayerOptions, shareOf } from './random-layer.js'

interface DropoutOptions extends RandomLayerOptions {
  rate?: number
  noiseShape?: Shape | null
}

class DropoutClass extends RandomLayer {
  static override readonly className = 'Dropout'
  static override readonly floatSettings: readonly string[] = ['rate']
  readonly rate: number
  readonly noiseShape: Shape | null

  constructor(rate: number, options?: DropoutOptions)
  constructor(options: DropoutOptions & { rate: number })
  constructor(...args: unknown[]) {
    const options = named<DropoutOptions>(['rate'], args, new.target.className)
    super(options)
    this.rate = shareOf('Dropout', 'rate', options.rate)
    this.noiseShape = options.noiseShape ?? null
  }

  protected override get active(): boolean {
    return this.rate > 0
  }

  protected override perturb(x: tf.Tensor, seed: Seed): tf.Tensor {
    if (!this.noiseShape) return dropout(x, this.rate, seed)
    const shape = this.noiseShape.map((d, i) => d ?? x.shape[i]!)
    return tf.mul(x, dropout(tf.ones(shape), this.rate, seed))
  }

  override getConfig(): Config {
    return { ...super.getConfig(), rate: this.rate, seed: this.seed, noise_shape: this.noiseShape }
  }
}

/**
 * Sets inputs to zero at random in training and scales the others by `1 / (1 - rate)`; does nothing otherwise.
 *
 * @param rate share of the inputs to drop, between 0 and 1
 * @param options.noiseShape shape of the random mask; an extent of 1 drops whole slices. Default: that of the input
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * Input shape: any. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if rate is not in [0, 1]
 * @example const y = Dropout(0.5)(Input({ shape: [16] }))
 * @see https://keras.io/api/layers/regularization_layers/dropout/
 */
export const Dropout = callableClass(DropoutClass)
export type Dropout = DropoutClass
