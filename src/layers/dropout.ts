import { dropout, tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { named } from '../support/options.js'
import { RandomStream } from '../support/random.js'
import type { Config } from '../support/registry.js'
import { callableClass } from './callable.js'
import { type CallContext, Layer, type LayerOptions } from './layer.js'
import type { Shape } from './shape.js'

interface DropoutOptions extends LayerOptions {
  rate?: number
  noiseShape?: Shape | null
  seed?: number | null
}

class DropoutClass extends Layer {
  static override readonly className = 'Dropout'
  override readonly supportsMasking = true
  readonly rate: number
  readonly noiseShape: Shape | null
  readonly seed: number | null
  readonly #stream: RandomStream | undefined

  constructor(rate: number, options?: DropoutOptions)
  constructor(options: DropoutOptions & { rate: number })
  constructor(...args: unknown[]) {
    const options = named<DropoutOptions>(['rate'], args)
    super(options)
    const { rate } = options
    if (typeof rate !== 'number' || !(rate >= 0 && rate <= 1))
      throw argumentError('Dropout', 'between 0 and 1', 'rate', rate)
    this.rate = rate
    this.noiseShape = options.noiseShape ?? null
    this.seed = options.seed ?? null
    this.#stream = this.seed === null ? undefined : new RandomStream(this.seed)
  }

  override call(x: tf.Tensor, { training, pass }: CallContext): tf.Tensor {
    if (!training || this.rate === 0) return tf.clone(x)
    const seed = pass.seed(this.#stream)
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
