import { tf } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { channelsIn, firstAxis, formatted } from '../../ops/windows/channels.js'
import { type DataFormat, dataFormat, extents } from '../../ops/windows/data-format.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

export interface AdaptivePoolingOptions extends LayerOptions {
  /** Extent of the output. */
  outputSize?: number | readonly number[]
  /** Default `channels_last`. */
  dataFormat?: DataFormat | null
}

/** What pooling to outputs of a given size over one, two and three axes shares. */
export abstract class AdaptivePooling extends Layer {
  static override readonly builtFromBeginning = true
  readonly outputSize: readonly number[]
  readonly dataFormat: DataFormat

  constructor(
    readonly rank: 1 | 2 | 3,
    options: AdaptivePoolingOptions,
  ) {
    super(options)
    this.outputSize = extents(this.className, 'outputSize', options.outputSize, rank)
    this.dataFormat = dataFormat(this.className, options.dataFormat)
    this.inputSpec = { ndim: rank + 2 }
  }

  /** Pools one axis to `outputs` windows. */
  protected abstract pool(x: tf.Tensor, outputs: number, axis: number): tf.Tensor

  override call(x: tf.Tensor): tf.Tensor {
    const first = firstAxis(this.dataFormat)
    return this.outputSize.reduce((y, outputs, i) => this.pool(y, outputs, first + i), tf.cast(x, 'float32'))
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const shape = oneShape(inputShape)
    return formatted(shape[0]!, this.outputSize, channelsIn(shape, this.dataFormat), this.dataFormat)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), output_size: this.outputSize, data_format: this.dataFormat }
  }
}
