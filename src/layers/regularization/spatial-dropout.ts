import { dropout, type Seed, tf } from '../../engine/index.js'
import { type DataFormat, dataFormat } from '../../ops/windows/data-format.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { RandomLayer, type RandomLayerOptions, shareOf } from './random-layer.js'

export interface SpatialDropoutOptions extends RandomLayerOptions {
  /** Share of the feature maps to drop, between 0 and 1. */
  rate?: number
  /** Where the channels are. Default `channels_last`. */
  dataFormat?: DataFormat | null
}

/** What the layers that drop whole feature maps share. */
export abstract class SpatialDropout extends RandomLayer {
  static override readonly floatSettings: readonly string[] = ['rate']
  // sequences have their channels last
  static readonly spatialAxes: 1 | 2 | 3
  readonly rate: number
  readonly dataFormat: DataFormat

  constructor(rate: number, options?: SpatialDropoutOptions)
  constructor(options: SpatialDropoutOptions & { rate: number })
  constructor(...args: unknown[]) {
    const options = named<SpatialDropoutOptions>(['rate'], args, new.target.className)
    super(options)
    this.rate = shareOf(this.className, 'rate', options.rate)
    this.dataFormat = dataFormat(this.className, options.dataFormat)
    this.inputSpec = { ndim: this.#spatialAxes + 2 }
  }

  get #spatialAxes(): number {
    return (this.constructor as typeof SpatialDropout).spatialAxes
  }

  protected override get active(): boolean {
    return this.rate > 0
  }

  protected override perturb(x: tf.Tensor, seed: Seed): tf.Tensor {
    const channels = this.dataFormat === 'channels_first' ? 1 : x.rank - 1
    const shape = x.shape.map((d, axis) => (axis === 0 || axis === channels ? d : 1))
    return tf.mul(x, dropout(tf.ones(shape), this.rate, seed))
  }

  override getConfig(): Config {
    // Keras writes fewer settings here than of other layers, and the dtype by name
    const { name } = super.getConfig()
    const config = { rate: this.rate, seed: this.seed, name, dtype: this.dtype }
    return this.#spatialAxes === 1 ? config : { ...config, data_format: this.dataFormat }
  }
}
