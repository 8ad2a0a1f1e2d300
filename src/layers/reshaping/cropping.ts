import { tf } from '../../engine/index.js'
import { oneShape, pythonShape, type Shapes } from '../../graph/shape.js'
import { firstAxis } from '../../ops/windows/channels.js'
import { type DataFormat, dataFormat } from '../../ops/windows/data-format.js'
import { KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { type Border, type Borders, bordersOf } from './borders.js'

export interface CroppingOptions extends LayerOptions {
  /** What is cut off before and after each axis. */
  cropping?: Borders
  /** Default `channels_last`. */
  dataFormat?: DataFormat | null
}

/** What cropping of one, two and three axes shares. */
export abstract class Cropping extends Layer {
  readonly cropping: readonly Border[]
  readonly dataFormat: DataFormat

  constructor(
    readonly rank: 1 | 2 | 3,
    options: CroppingOptions & { cropping: Borders },
  ) {
    super(options)
    this.cropping = bordersOf(this.className, 'cropping', options.cropping, rank)
    this.dataFormat = dataFormat(this.className, options.dataFormat)
    this.inputSpec = { ndim: rank + 2 }
  }

  #border(axis: number): Border {
    return this.cropping[axis - firstAxis(this.dataFormat)] ?? [0, 0]
  }

  override call(x: tf.Tensor): tf.Tensor {
    const size = this.computeOutputShape(x.shape) as number[]
    const begin = x.shape.map((_, axis) => this.#border(axis)[0])
    return tf.slice(x, begin, size)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const shape = oneShape(inputShape)
    return shape.map((n, axis) => {
      if (n === null) return null
      const [before, after] = this.#border(axis)
      if (n - before - after <= 0 && before + after > 0) {
        throw new KeratinError(
          'SHAPE',
          `${this.className} "${this.name}" cuts ${before} + ${after} off axis ${axis}, which leaves nothing. ` +
            `Received: input of shape ${pythonShape(shape)}.`,
          { hint: 'Use a smaller cropping.' },
        )
      }
      return n - before - after
    })
  }

  override getConfig(): Config {
    // over one axis Keras knows no data format
    if (this.rank === 1) return { ...super.getConfig(), cropping: this.cropping[0]! }
    return { ...super.getConfig(), cropping: this.cropping, data_format: this.dataFormat }
  }
}
