import { tf } from '../engine/index.js'
import { KeratinError } from '../support/errors.js'
import type { Config } from '../support/registry.js'
import { type DataFormat, dataFormat, extents, type Padding, paddingOf, windowed } from './data-format.js'
import { Layer, type LayerOptions } from './layer.js'
import { oneShape, pythonShape, type Shapes } from './shape.js'

export interface PoolingOptions extends LayerOptions {
  /** Extent of the window. */
  poolSize?: number | readonly number[]
  /** Default: `poolSize`. */
  strides?: number | readonly number[] | null
  /** `valid` (default) or `same`. */
  padding?: Padding
  /** Default `channels_last`. */
  dataFormat?: DataFormat | null
}

/** What pooling over one and two axes shares. */
export abstract class Pooling extends Layer {
  readonly poolSize: readonly number[]
  readonly strides: readonly number[]
  readonly padding: 'valid' | 'same'
  readonly dataFormat: DataFormat

  constructor(
    readonly rank: 1 | 2,
    options: PoolingOptions,
  ) {
    super(options)
    const where = this.className
    this.poolSize = extents(where, 'poolSize', options.poolSize, rank)
    this.strides = extents(where, 'strides', options.strides ?? this.poolSize, rank)
    this.padding = paddingOf(where, options.padding, ['valid', 'same']) as 'valid' | 'same'
    this.dataFormat = dataFormat(where, options.dataFormat)
    this.inputSpec = { ndim: rank + 2 }
  }

  protected abstract pool(
    x: tf.Tensor4D,
    size: [number, number],
    strides: [number, number],
    pad: 'valid' | 'same',
  ): tf.Tensor

  override call(input: tf.Tensor): tf.Tensor {
    const first = this.dataFormat === 'channels_first'
    const last = first ? tf.transpose(input, this.rank === 1 ? [0, 2, 1] : [0, 2, 3, 1]) : input
    const oneAxis = this.rank === 1
    const image = (oneAxis ? tf.expandDims(last, 1) : last) as tf.Tensor4D
    const size = (oneAxis ? [1, ...this.poolSize] : this.poolSize) as [number, number]
    const strides = (oneAxis ? [1, ...this.strides] : this.strides) as [number, number]
    const pooled = this.pool(image, size, strides, this.padding)
    const y = oneAxis ? tf.squeeze(pooled, [1]) : pooled
    return first ? tf.transpose(y, oneAxis ? [0, 2, 1] : [0, 3, 1, 2]) : y
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const shape = oneShape(inputShape)
    const first = this.dataFormat === 'channels_first'
    const axes = (first ? shape.slice(2) : shape.slice(1, -1)).map((n, i) => {
      if (n === null) return null
      const { outputs } = windowed(n, this.poolSize[i]!, this.strides[i]!, 1, this.padding)
      if (outputs <= 0) {
        throw new KeratinError(
          'SHAPE',
          `${this.className} "${this.name}": the window (poolSize ${this.poolSize}) does not fit into an input of shape ${pythonShape(shape)}.`,
          { hint: 'Use padding: "same" or a smaller poolSize.' },
        )
      }
      return outputs
    })
    return first ? [shape[0]!, shape[1]!, ...axes] : [shape[0]!, ...axes, shape.at(-1)!]
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      pool_size: this.poolSize,
      padding: this.padding,
      strides: this.strides,
      data_format: this.dataFormat,
    }
  }
}
