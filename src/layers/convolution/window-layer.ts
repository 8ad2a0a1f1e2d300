import { tf, type Variable } from '../../engine/index.js'
import type { CallContext } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import { oneShape, pythonShape, type Shape, type Shapes } from '../../graph/shape.js'
import type { NodeOperation } from '../../graph/symbolic.js'
import { channelsIn, channelsLast, formatted, inFormat, innerExtents } from '../../ops/windows/channels.js'
import {
  type DataFormat,
  dataFormat,
  extents,
  type Padding,
  paddingOf,
  windowed,
} from '../../ops/windows/data-format.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

export interface WindowOptions extends LayerOptions {
  /** Extent of the window. */
  kernelSize?: number | readonly number[]
  /** Default 1. */
  strides?: number | readonly number[]
  /** `valid` (default) or `same`; `causal` for some layers over one axis. */
  padding?: Padding
  /** Default `channels_last`. */
  dataFormat?: DataFormat | null
  /** Steps between the points of the window. Default 1. */
  dilationRate?: number | readonly number[]
}

/** What all layers share that multiply what is under a moving window by a kernel. */
export abstract class WindowLayer extends Layer {
  readonly kernelSize: readonly number[]
  readonly strides: readonly number[]
  readonly padding: Padding
  readonly dataFormat: DataFormat
  readonly dilationRate: readonly number[]

  constructor(
    /** Number of axes the window moves along. */
    readonly rank: 1 | 2 | 3,
    options: WindowOptions,
    paddings: readonly Padding[] = ['valid', 'same'],
  ) {
    super(options)
    const where = this.className
    this.kernelSize = extents(where, 'kernelSize', options.kernelSize, rank)
    this.strides = extents(where, 'strides', options.strides ?? 1, rank)
    this.padding = paddingOf(where, options.padding, paddings)
    this.dataFormat = dataFormat(where, options.dataFormat)
    this.dilationRate = extents(where, 'dilationRate', options.dilationRate ?? 1, rank)
    this.inputSpec = { ndim: rank + 2 }
  }

  /** Makes the weights for inputs of that many channels. */
  protected abstract makeWeights(channels: number): void

  /**
   * From [batch, ...axes, channels] to outputs in the same order; a single axis is preceded by one of extent 1.
   *
   * @param fused the layer that follows, to be computed as well
   */
  protected abstract convolve(x: tf.Tensor, fused?: NodeOperation): tf.Tensor

  protected abstract outputChannels(channels: number): number

  /** Outputs along an axis with `n` inputs. */
  protected outputExtent(n: number, axis: number): number {
    const [size, stride, dilation] = [this.kernelSize[axis]!, this.strides[axis]!, this.dilationRate[axis]!]
    return windowed(n, size, stride, dilation, this.padding).outputs
  }

  /** Strides and dilations along two axes at least, as the operators take them. */
  protected get window(): { strides: number[]; dilations: number[]; pad: 'valid' | 'same' } {
    const flat = (list: readonly number[]) => (this.rank === 1 ? [1, ...list] : [...list])
    const pad = this.padding === 'causal' ? 'valid' : this.padding
    return { strides: flat(this.strides), dilations: flat(this.dilationRate), pad }
  }

  /** A kernel whose window has two axes at least. */
  protected kernelOf(weight: Variable): tf.Tensor {
    const kernel = weight.read() as unknown as tf.Tensor
    return this.rank === 1 ? tf.expandDims(kernel, 0) : kernel
  }

  /** Refuses strides together with dilation, where Keras does. */
  protected refuseBothSteps(): void {
    if (Math.max(...this.strides) > 1 && Math.max(...this.dilationRate) > 1) {
      throw argumentError(this.className, '1 where strides are above 1', 'dilationRate', this.dilationRate)
    }
  }

  override build(inputShape: Shapes): void {
    const shape = oneShape(inputShape)
    const channels = channelsIn(shape, this.dataFormat)
    if (channels === null) {
      throw new KeratinError(
        'SHAPE',
        `${this.className} "${this.name}" needs a fixed number of channels. Received: input shape ${pythonShape(shape)}.`,
      )
    }
    this.computeOutputShape(inputShape)
    this.makeWeights(channels)
    const axis = this.dataFormat === 'channels_last' ? -1 : 1
    this.inputSpec = { ndim: this.rank + 2, axes: { [axis]: channels } }
  }

  override call(input: tf.Tensor, { fused }: CallContext = directCall()): tf.Tensor {
    const last = tf.cast(channelsLast(input, this.dataFormat), 'float32')
    const oneAxis = this.rank === 1
    const y = this.convolve(oneAxis ? tf.expandDims(last, 1) : last, fused)
    return inFormat(oneAxis ? tf.squeeze(y, [1]) : y, this.dataFormat)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const shape = oneShape(inputShape)
    const axes = innerExtents(shape, this.dataFormat).map((n, axis) =>
      n === null ? null : this.#checked(this.outputExtent(n, axis), shape),
    )
    const channels = channelsIn(shape, this.dataFormat)
    const outputs = channels === null ? null : this.outputChannels(channels)
    return formatted(shape[0]!, axes, outputs, this.dataFormat)
  }

  #checked(outputs: number, shape: Shape): number {
    if (outputs > 0) return outputs
    throw new KeratinError(
      'SHAPE',
      `${this.className} "${this.name}": the window (kernelSize ${this.kernelSize}, dilationRate ${this.dilationRate}) ` +
        `does not fit into an input of shape ${pythonShape(shape)}.`,
      { hint: 'Use padding: "same", a smaller kernelSize, or fewer pooling layers before it.' },
    )
  }

  /** The configuration of the window. */
  protected get windowConfig(): Config {
    return {
      kernel_size: this.kernelSize,
      strides: this.strides,
      padding: this.padding,
      data_format: this.dataFormat,
      dilation_rate: this.dilationRate,
    }
  }
}
