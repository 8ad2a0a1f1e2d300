import { type Activation, serializeActivation } from '../../activations/index.js'
import { fused, gateProduct, lstmStep, type RecurrentStep, tf } from '../../engine/index.js'
import type { CallContext } from '../../graph/call-context.js'
import { oneShape, pythonShape, type Shapes } from '../../graph/shape.js'
import type { Initializer } from '../../initializers/index.js'
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
import { ForgetBias } from './forget-bias.js'
import { type GatedOptions, gateActivation } from './gated-cell.js'
import { KernelCell } from './kernel-cell.js'

export interface ConvLSTMCellOptions extends Omit<GatedOptions, 'units'> {
  /** Number of output channels. */
  filters?: number
  /** Extent of the window. */
  kernelSize?: number | readonly number[]
  /** Default 1. */
  strides?: number | readonly number[]
  /** `valid` (default) or `same`; that of the state's convolution is always `same`. */
  padding?: Padding
  /** Default `channels_last`. */
  dataFormat?: DataFormat | null
  /** Steps between the points of the window. Default 1. */
  dilationRate?: number | readonly number[]
  /** Whether the bias of the forget gate starts at one. Default true. */
  unitForgetBias?: boolean
}

/** One step of a long short-term memory whose products are convolutions. */
export class ConvLSTMCell extends KernelCell {
  static override readonly className = 'ConvLSTMCell'
  readonly filters: number
  readonly kernelSize: readonly number[]
  readonly strides: readonly number[]
  readonly padding: Padding
  readonly dataFormat: DataFormat
  readonly dilationRate: readonly number[]
  readonly recurrentActivation: Activation
  readonly unitForgetBias: boolean
  #stateShape: readonly number[] | undefined

  constructor(
    /** Whose options they are, for messages. */
    where: string,
    /** Number of axes the window moves along. */
    readonly rank: 1 | 2 | 3,
    options: ConvLSTMCellOptions,
  ) {
    super(options, 4)
    const { filters } = options
    if (!Number.isInteger(filters) || filters! <= 0)
      throw argumentError(where, 'a positive integer', 'filters', filters)
    this.filters = filters!
    this.kernelSize = extents(where, 'kernelSize', options.kernelSize, rank)
    this.strides = extents(where, 'strides', options.strides ?? 1, rank)
    this.padding = paddingOf(where, options.padding, ['valid', 'same'])
    this.dataFormat = dataFormat(where, options.dataFormat)
    this.dilationRate = extents(where, 'dilationRate', options.dilationRate ?? 1, rank)
    if (Math.max(...this.strides) > 1 && Math.max(...this.dilationRate) > 1)
      throw argumentError(where, '1 where strides are above 1', 'dilationRate', this.dilationRate)
    this.recurrentActivation = gateActivation(options.recurrentActivation)
    this.unitForgetBias = options.unitForgetBias ?? true
  }

  override get stateShapes(): readonly (readonly number[])[] {
    if (!this.#stateShape) throw new KeratinError('NOT_BUILT', 'A ConvLSTM has no shape before it is built.')
    return [this.#stateShape, this.#stateShape]
  }

  protected override get dropsInputsByGate(): boolean {
    return true
  }

  override build(inputShape: Shapes): void {
    const shape = oneShape(inputShape)
    const [channels, axes] =
      this.dataFormat === 'channels_first' ? [shape[1], shape.slice(2)] : [shape.at(-1), shape.slice(1, -1)]
    if (channels == null || axes.includes(null)) {
      throw new KeratinError(
        'SHAPE',
        `A ConvLSTM needs fixed extents and channels. Received: steps of shape ${pythonShape(shape)}.`,
      )
    }
    const outputs = axes.map((n, i) => {
      const [size, stride, rate] = [this.kernelSize[i]!, this.strides[i]!, this.dilationRate[i]!]
      return windowed(n!, size, stride, rate, this.padding).outputs
    })
    if (outputs.some((n) => n <= 0)) {
      throw new KeratinError(
        'SHAPE',
        `The window (kernelSize ${this.kernelSize}) does not fit into steps of shape ${pythonShape(shape)}.`,
        { hint: 'Use padding: "same" or a smaller kernelSize.' },
      )
    }
    this.#stateShape =
      this.dataFormat === 'channels_first' ? [this.filters, ...outputs] : [...outputs, this.filters]
    const { kernel, recurrent, bias } = this.settings
    const columns = this.gates * this.filters
    this.kernel = this.addWeight('kernel', [...this.kernelSize, channels, columns], kernel.options)
    const recurrentShape = [...this.kernelSize, this.filters, columns]
    this.recurrentKernel = this.addWeight('recurrent_kernel', recurrentShape, recurrent.options)
    const given = bias.options.initializer as Initializer
    const initializer = this.unitForgetBias ? new ForgetBias(given) : given
    if (this.useBias) this.bias = this.addWeight('bias', [columns], { ...bias.options, initializer })
  }

  override stepper(inputShape: readonly number[], context: CallContext): RecurrentStep {
    const last = (x: tf.Tensor) => this.#moveChannels(x, 'last')
    const masks = this.dropoutMasks(inputShape, context)
    const [input, recurrent] = [masks.input, masks.recurrent].map((mask) =>
      mask ? tf.stack(tf.unstack(mask, 0).map(last), 0) : null,
    )
    const [kernel, recurrentKernel] = [this.kernel.read(), this.recurrentKernel.read()]
    const bias = this.bias?.read()
    const ones = this.strides.map(() => 1)
    const step = lstmStep({
      recurrentProduct: (h) =>
        gateProduct(h, recurrentKernel, recurrent, (a, b) => convolve(a, b, ones, 'same', ones)),
      activation: this.activation.fn,
      recurrentActivation: this.recurrentActivation.fn,
    })
    return (x, states) => {
      const product = gateProduct(last(x), kernel, input, (a, b) =>
        convolve(a, b, this.strides, this.padding as 'valid' | 'same', this.dilationRate),
      )
      const next = step(bias ? tf.add(product, bias) : product, states.map(last))
      const first = (y: tf.Tensor) => this.#moveChannels(y, 'first')
      return { output: first(next.output), states: next.states.map(first) }
    }
  }

  /** To channels last as the operators want them, and back to the format of the layer. */
  #moveChannels(x: tf.Tensor, to: 'first' | 'last'): tf.Tensor {
    if (this.dataFormat === 'channels_last') return x
    const axes = Array.from({ length: this.rank }, (_, i) => i + 1)
    return tf.transpose(x, to === 'last' ? [0, ...axes.map((i) => i + 1), 1] : [0, this.rank + 1, ...axes])
  }

  override getConfig(): Config {
    const { name, trainable, dtype, ...rest } = super.getConfig()
    return {
      ...{ name, trainable, dtype },
      filters: this.filters,
      kernel_size: this.kernelSize,
      strides: this.strides,
      padding: this.padding,
      data_format: this.dataFormat,
      dilation_rate: this.dilationRate,
      ...rest,
    }
  }

  protected override get gatesConfig(): Config {
    return {
      recurrent_activation: serializeActivation(this.recurrentActivation),
      unit_forget_bias: this.unitForgetBias,
    }
  }
}

/** A convolution over one, two or three axes, channels last. */
function convolve(
  x: tf.Tensor,
  filter: tf.Tensor,
  strides: readonly number[],
  pad: 'valid' | 'same',
  dilations: readonly number[],
): tf.Tensor {
  if (strides.length === 1) {
    const [image, window] = [tf.expandDims(x, 1), tf.expandDims(filter, 0)]
    return tf.squeeze(convolve(image, window, [1, ...strides], pad, [1, ...dilations]), [1])
  }
  if (strides.length === 2) {
    return fused.conv2d({
      ...{ x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, pad },
      strides: strides as [number, number],
      dilations: dilations as [number, number],
    })
  }
  return tf.conv3d(
    x as tf.Tensor5D,
    filter as tf.Tensor5D,
    strides as [number, number, number],
    pad,
    'NDHWC',
    dilations as [number, number, number],
  )
}
