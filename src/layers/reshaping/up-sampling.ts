import { repeat, tf } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { firstAxis } from '../../ops/windows/channels.js'
import { type DataFormat, dataFormat, extents } from '../../ops/windows/data-format.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

export interface UpSamplingOptions extends LayerOptions {
  /** How often each position is repeated. Default 2. */
  size?: number | readonly number[]
  /** Default `channels_last`. */
  dataFormat?: DataFormat | null
}

/** What up-sampling of one, two and three axes shares. */
export abstract class UpSampling extends Layer {
  readonly size: readonly number[]
  readonly dataFormat: DataFormat

  constructor(
    readonly rank: 1 | 2 | 3,
    options: UpSamplingOptions,
  ) {
    super(options)
    this.size = extents(this.className, 'size', options.size ?? 2, rank)
    this.dataFormat = dataFormat(this.className, options.dataFormat)
    this.inputSpec = { ndim: rank + 2 }
  }

  override call(x: tf.Tensor): tf.Tensor {
    const first = firstAxis(this.dataFormat)
    const repeated = this.size.reduce((y, times, i) => repeat(y, times, first + i), x)
    return tf.cast(repeated, x.dtype)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const first = firstAxis(this.dataFormat)
    return oneShape(inputShape).map((n, axis) => (n === null ? null : n * (this.size[axis - first] ?? 1)))
  }

  override getConfig(): Config {
    // over one axis Keras knows no data format
    if (this.rank === 1) return { ...super.getConfig(), size: this.size[0]! }
    return { ...super.getConfig(), size: this.size, data_format: this.dataFormat }
  }
}
