import { tf } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { firstAxis } from '../../ops/windows/channels.js'
import { type DataFormat, dataFormat } from '../../ops/windows/data-format.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { type Border, type Borders, bordersOf } from './borders.js'

export interface ZeroPaddingOptions extends LayerOptions {
  /** Zeros before and after each axis. Default 1. */
  padding?: Borders
  /** Default `channels_last`. */
  dataFormat?: DataFormat | null
}

/** What zero padding of one, two and three axes shares. */
export abstract class ZeroPadding extends Layer {
  readonly padding: readonly Border[]
  readonly dataFormat: DataFormat

  constructor(
    readonly rank: 1 | 2 | 3,
    options: ZeroPaddingOptions,
  ) {
    super(options)
    this.padding = bordersOf(this.className, 'padding', options.padding ?? 1, rank)
    this.dataFormat = dataFormat(this.className, options.dataFormat)
    this.inputSpec = { ndim: rank + 2 }
  }

  #border(axis: number): Border {
    return this.padding[axis - firstAxis(this.dataFormat)] ?? [0, 0]
  }

  override call(x: tf.Tensor): tf.Tensor {
    return tf.pad(
      x,
      x.shape.map((_, axis) => [...this.#border(axis)] as [number, number]),
    )
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return oneShape(inputShape).map((n, axis) => {
      const [before, after] = this.#border(axis)
      return n === null ? null : n + before + after
    })
  }

  override getConfig(): Config {
    const padding = this.rank === 1 ? this.padding[0]! : this.padding
    return { ...super.getConfig(), padding, data_format: this.dataFormat }
  }
}
