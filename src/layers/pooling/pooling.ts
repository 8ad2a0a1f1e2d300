import { type PoolOptions, tf } from '../../engine/index.js'
import { oneShape, pythonShape, type Shapes } from '../../graph/shape.js'
import { channelsIn, channelsLast, formatted, inFormat, innerExtents } from '../../ops/windows/channels.js'
import {
  type DataFormat,
  dataFormat,
  extents,
  type Padding,
  paddingOf,
  windowed,
} from '../../ops/windows/data-format.js'
import { KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

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

/** What pooling over one, two and three axes shares. */
export abstract class Pooling extends Layer {
  static override readonly builtFromBeginning = true
  readonly poolSize: readonly number[]
  readonly strides: readonly number[]
  readonly padding: 'valid' | 'same'
  readonly dataFormat: DataFormat

  constructor(
    readonly rank: 1 | 2 | 3,
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

  /** The operator over images [batch, height, width, channels] or volumes. */
  protected abstract pool(x: tf.Tensor, options: PoolOptions): tf.Tensor

  override call(input: tf.Tensor): tf.Tensor {
    const last = channelsLast(input, this.dataFormat)
    const oneAxis = this.rank === 1
    const flat = (list: readonly number[]) => (oneAxis ? [1, ...list] : list)
    const y = this.pool(oneAxis ? tf.expandDims(last, 1) : last, {
      size: flat(this.poolSize),
      strides: flat(this.strides),
      pad: this.padding,
    })
    return inFormat(oneAxis ? tf.squeeze(y, [1]) : y, this.dataFormat)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const shape = oneShape(inputShape)
    const axes = innerExtents(shape, this.dataFormat).map((n, i) => {
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
    return formatted(shape[0]!, axes, channelsIn(shape, this.dataFormat), this.dataFormat)
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
