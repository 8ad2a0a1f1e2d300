import type { tf } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { type DataFormat, dataFormat } from '../../ops/windows/data-format.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { positiveInteger } from '../base/positive-integer.js'

export interface ImageLayerOptions extends LayerOptions {
  /** Height of the output. */
  height?: number
  /** Width of the output. */
  width?: number
  /** Default `channels_last`. */
  dataFormat?: DataFormat | null
}

/** What layers share that give images, single ones or batches, another height and width. */
export abstract class ImageLayer extends Layer {
  readonly height: number
  readonly width: number
  readonly dataFormat: DataFormat

  constructor(options: ImageLayerOptions) {
    super(options)
    this.height = positiveInteger(this.className, 'height', options.height)
    this.width = positiveInteger(this.className, 'width', options.width)
    this.dataFormat = dataFormat(this.className, options.dataFormat)
    this.inputSpec = { minNdim: 3, maxNdim: 4 }
  }

  /** The axis of the height, before that of the width. */
  protected heightAxis(rank: number): number {
    return this.dataFormat === 'channels_last' ? rank - 3 : rank - 2
  }

  abstract override call(x: tf.Tensor): tf.Tensor

  override computeOutputShape(inputShape: Shapes): Shapes {
    const shape = [...oneShape(inputShape)]
    shape.splice(this.heightAxis(shape.length), 2, this.height, this.width)
    return shape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), data_format: this.dataFormat, height: this.height, width: this.width }
  }
}
