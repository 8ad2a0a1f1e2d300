import { fused, tf, type Variable } from '../engine/index.js'
import { argumentError, KeratinError } from '../support/errors.js'
import type { Config } from '../support/registry.js'
import { type DataFormat, dataFormat, extents, type Padding, paddingOf, windowed } from './data-format.js'
import { type KernelOptions, KernelSettings } from './kernel-options.js'
import { type CallContext, Layer } from './layer.js'
import { oneShape, pythonShape, type Shapes } from './shape.js'

export interface ConvolutionOptions extends KernelOptions {
  /** Number of output channels. */
  filters?: number
  /** Extent of the window. */
  kernelSize?: number | readonly number[]
  /** Default 1. */
  strides?: number | readonly number[]
  /** `valid` (default) or `same`; `causal` for one axis only. */
  padding?: Padding
  /** Default `channels_last`. */
  dataFormat?: DataFormat | null
  /** Steps between the points of the window. Default 1. */
  dilationRate?: number | readonly number[]
  /** Number of groups the channels are split into. Default 1. */
  groups?: number
}

/** What convolutions over one and two axes share. */
export abstract class Convolution extends Layer {
  readonly filters: number
  readonly kernelSize: readonly number[]
  readonly strides: readonly number[]
  readonly padding: Padding
  readonly dataFormat: DataFormat
  readonly dilationRate: readonly number[]
  readonly groups: number
  readonly settings: KernelSettings
  kernel!: Variable
  bias: Variable | undefined

  constructor(
    /** Number of axes the window moves along. */
    readonly rank: 1 | 2,
    options: ConvolutionOptions,
  ) {
    super(options)
    const where = this.className
    const { filters, groups = 1 } = options
    if (!Number.isInteger(filters) || filters! <= 0)
      throw argumentError(where, 'a positive integer', 'filters', filters)
    this.filters = filters!
    this.kernelSize = extents(where, 'kernelSize', options.kernelSize, rank)
    this.strides = extents(where, 'strides', options.strides ?? 1, rank)
    this.padding = paddingOf(
      where,
      options.padding,
      rank === 1 ? ['valid', 'same', 'causal'] : ['valid', 'same'],
    )
    this.dataFormat = dataFormat(where, options.dataFormat)
    this.dilationRate = extents(where, 'dilationRate', options.dilationRate ?? 1, rank)
    if (!Number.isInteger(groups) || groups <= 0 || filters! % groups !== 0) {
      throw argumentError(where, `a positive integer that divides filters=${filters}`, 'groups', groups)
    }
    this.groups = groups
    if (Math.max(...this.strides) > 1 && Math.max(...this.dilationRate) > 1) {
      throw argumentError(where, '1 where strides are above 1', 'dilationRate', this.dilationRate)
    }
    this.settings = new KernelSettings(options)
    this.inputSpec = { ndim: rank + 2 }
  }

  get #channelAxis(): number {
    return this.dataFormat === 'channels_last' ? -1 : 1
  }

  override build(inputShape: Shapes): void {
    const channels = oneShape(inputShape).at(this.#channelAxis)
    if (channels == null) {
      throw new KeratinError(
        'SHAPE',
        `${this.className} "${this.name}" needs a fixed number of channels. Received: input shape ${pythonShape(oneShape(inputShape))}.`,
      )
    }
    if (channels % this.groups !== 0) {
      throw new KeratinError(
        'SHAPE',
        `${this.className} "${this.name}": the number of input channels (${channels}) must be a multiple of groups (${this.groups}).`,
      )
    }
    const { kernel, bias, useBias } = this.settings
    this.kernel = this.addWeight(
      'kernel',
      [...this.kernelSize, channels / this.groups, this.filters],
      kernel.options,
    )
    if (useBias) this.bias = this.addWeight('bias', [this.filters], bias.options)
    this.inputSpec = { ndim: this.rank + 2, axes: { [this.#channelAxis]: channels } }
    this.computeOutputShape(inputShape)
  }

  override call(input: tf.Tensor, { fused: next }: CallContext): tf.Tensor {
    const first = this.dataFormat === 'channels_first'
    const last = first ? tf.transpose(input, this.rank === 1 ? [0, 2, 1] : [0, 2, 3, 1]) : input
    const image = tf.cast(this.rank === 1 ? tf.expandDims(last, 1) : last, 'float32') as tf.Tensor4D
    const convolved = this.#convolve(image, next !== undefined)
    const y = this.rank === 1 ? tf.squeeze(convolved, [1]) : convolved
    const activated = this.#fused ? y : this.settings.activate(y)
    return first ? tf.transpose(activated, this.rank === 1 ? [0, 2, 1] : [0, 3, 1, 2]) : activated
  }

  get #fused(): boolean {
    return this.groups === 1 && this.settings.fused !== undefined
  }

  #convolve(image: tf.Tensor4D, maxPool: boolean): tf.Tensor4D {
    const oneAxis = this.rank === 1
    const strides = (oneAxis ? [1, ...this.strides] : this.strides) as [number, number]
    const dilation = (oneAxis ? [1, ...this.dilationRate] : this.dilationRate) as [number, number]
    const value = this.kernel.read() as unknown as tf.Tensor
    const filter = (oneAxis ? tf.expandDims(value, 0) : value) as tf.Tensor4D
    const causal = this.padding === 'causal'
    const pad = causal ? ('valid' as const) : (this.padding as 'valid' | 'same')
    const { before } = windowed(1, this.kernelSize[0]!, 1, this.dilationRate[0]!, this.padding)
    const x: tf.Tensor4D = causal
      ? tf.pad(image, [
          [0, 0],
          [0, 0],
          [before, 0],
          [0, 0],
        ])
      : image
    const bias = this.bias?.read() as unknown as tf.Tensor1D | undefined
    if (this.groups === 1) {
      const activation = this.settings.fused ?? 'linear'
      const window = { strides, pad, dilations: dilation }
      return fused.conv2d({ x, filter, ...window, ...(bias && { bias }), activation, maxPool })
    }
    const xs = tf.split(x, this.groups, 3) as tf.Tensor4D[]
    const filters = tf.split(filter, this.groups, 3) as tf.Tensor4D[]
    const parts = xs.map((part, i) =>
      fused.conv2d({ x: part, filter: filters[i]!, strides, pad, dilations: dilation }),
    )
    const y = tf.concat(parts, 3) as tf.Tensor4D
    return bias ? tf.add(y, bias) : y
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const shape = oneShape(inputShape)
    const first = this.dataFormat === 'channels_first'
    const axes = (first ? shape.slice(2) : shape.slice(1, -1)).map((n, i) => {
      if (n === null) return null
      const { outputs } = windowed(
        n,
        this.kernelSize[i]!,
        this.strides[i]!,
        this.dilationRate[i]!,
        this.padding,
      )
      if (outputs <= 0) {
        throw new KeratinError(
          'SHAPE',
          `${this.className} "${this.name}": the window (kernelSize ${this.kernelSize}, dilationRate ${this.dilationRate}) ` +
            `does not fit into an input of shape ${pythonShape(shape)}.`,
          { hint: 'Use padding: "same", a smaller kernelSize, or fewer pooling layers before it.' },
        )
      }
      return outputs
    })
    return first ? [shape[0]!, this.filters, ...axes] : [shape[0]!, ...axes, this.filters]
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      filters: this.filters,
      kernel_size: this.kernelSize,
      strides: this.strides,
      padding: this.padding,
      data_format: this.dataFormat,
      dilation_rate: this.dilationRate,
      groups: this.groups,
      ...this.settings.config(this.activityRegularizerConfig),
    }
  }
}
