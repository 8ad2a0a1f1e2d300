import type { tf } from '../../engine/index.js'
import type { CallContext } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { channelsIn, firstAxis, formatted } from '../../ops/windows/channels.js'
import { type DataFormat, dataFormat } from '../../ops/windows/data-format.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

export interface GlobalPoolingOptions extends LayerOptions {
  /** Default `channels_last`. */
  dataFormat?: DataFormat | null
  /** Whether the axes stay, with extent 1. Default false. */
  keepdims?: boolean
}

/** What pooling over all of one, two and three axes shares. */
export abstract class GlobalPooling extends Layer {
  static override readonly builtFromBeginning = true
  readonly dataFormat: DataFormat
  readonly keepdims: boolean

  constructor(
    readonly rank: 1 | 2 | 3,
    options: GlobalPoolingOptions,
  ) {
    super(options)
    this.dataFormat = dataFormat(this.className, options.dataFormat)
    this.keepdims = options.keepdims ?? false
    this.inputSpec = { ndim: rank + 2 }
  }

  /** Reduces these axes. */
  protected abstract reduce(x: tf.Tensor, axes: number[], context: CallContext): tf.Tensor

  override call(x: tf.Tensor, context: CallContext = directCall()): tf.Tensor {
    const first = firstAxis(this.dataFormat)
    const axes = Array.from({ length: this.rank }, (_, i) => first + i)
    return this.reduce(x, axes, context)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const shape = oneShape(inputShape)
    const channels = channelsIn(shape, this.dataFormat)
    const axes = this.keepdims ? Array<number>(this.rank).fill(1) : []
    return formatted(shape[0]!, axes, channels, this.dataFormat)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), data_format: this.dataFormat, keepdims: this.keepdims }
  }
}
