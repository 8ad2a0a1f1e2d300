import { tf, type Variable } from '../../engine/index.js'
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
import { argumentError, KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { type KernelOptions, KernelSettings } from '../base/kernel-options.js'
import { Layer } from '../base/layer.js'
import { positiveInteger } from '../base/positive-integer.js'

export interface LocallyConnectedOptions extends KernelOptions {
  /** Number of output channels. */
  filters?: number
  kernelSize?: number | readonly number[]
  /** Default 1. */
  strides?: number | readonly number[]
  /** `valid` (default) or `same`. */
  padding?: Padding
  dataFormat?: DataFormat
  /** How Keras stored the kernel: 1 (default), 2 or 3. The numbers are the same. */
  implementation?: number
}

/** What layers share that convolve with a kernel of its own at each position. */
export abstract class LocallyConnected extends Layer {
  readonly filters: number
  readonly kernelSize: readonly number[]
  readonly strides: readonly number[]
  readonly padding: Padding
  readonly dataFormat: DataFormat
  readonly implementation: number
  readonly settings: KernelSettings
  kernel!: Variable
  bias: Variable | undefined

  constructor(
    readonly rank: 1 | 2,
    options: LocallyConnectedOptions,
  ) {
    super(options)
    const where = this.className
    this.filters = positiveInteger(where, 'filters', options.filters)
    this.kernelSize = extents(where, 'kernelSize', options.kernelSize, rank)
    this.strides = extents(where, 'strides', options.strides ?? 1, rank)
    this.padding = paddingOf(where, options.padding, ['valid', 'same'])
    this.dataFormat = dataFormat(where, options.dataFormat)
    this.implementation = options.implementation ?? 1
    if (![1, 2, 3].includes(this.implementation))
      throw argumentError(where, '1, 2 or 3', 'implementation', options.implementation)
    this.settings = new KernelSettings(options)
    this.inputSpec = { ndim: rank + 2 }
  }

  /** The number of outputs along each axis. */
  positions(inputShape: Shapes): number[] {
    const shape = oneShape(inputShape)
    const inner = innerExtents(shape, this.dataFormat)
    if (inner.includes(null) || channelsIn(shape, this.dataFormat) === null) {
      throw new KeratinError(
        'SHAPE',
        `${this.className} "${this.name}" needs a fixed input shape. Received: ${pythonShape(shape)}.`,
      )
    }
    return inner.map((n, axis) => this.#window(n!, axis).outputs)
  }

  #window(n: number, axis: number) {
    return windowed(n, this.kernelSize[axis]!, this.strides[axis]!, 1, this.padding)
  }

  override build(inputShape: Shapes): void {
    const outputs = this.positions(inputShape)
    const channels = channelsIn(oneShape(inputShape), this.dataFormat)!
    const { kernel, bias, useBias } = this.settings
    const size = product(this.kernelSize) * channels
    this.kernel = this.addWeight('kernel', [product(outputs), size, this.filters], kernel.options)
    if (useBias) this.bias = this.addWeight('bias', [...outputs, this.filters], bias.options)
  }

  override call(input: tf.Tensor): tf.Tensor {
    const x = channelsLast(input, this.dataFormat)
    const inner = x.shape.slice(1, -1)
    const channels = x.shape.at(-1)!
    const windows = inner.map((n, axis) => this.#window(n, axis))
    const padded = tf.pad(x, [
      [0, 0],
      ...windows.map(({ before, after }): [number, number] => [before, after]),
      [0, 0],
    ])
    const outputs = windows.map((w) => w.outputs)
    const patches = places(outputs).map((place) => {
      const start = place.map((p, axis) => p * this.strides[axis]!)
      const patch = tf.slice(padded, [0, ...start, 0], [-1, ...this.kernelSize, channels])
      // with channels first the kernel has them first too
      const own =
        this.dataFormat === 'channels_first' && this.rank === 2 ? inFormat(patch, this.dataFormat) : patch
      return tf.reshape(own, [1, -1, this.kernel.shape[1]!])
    })
    const y = tf.matMul(tf.concat(patches, 0), this.kernel.read() as tf.Tensor)
    const batchFirst = tf.reshape(tf.transpose(y, [1, 0, 2]), [-1, ...outputs, this.filters])
    const result = inFormat(batchFirst, this.dataFormat)
    if (!this.bias) return this.settings.activate(result)
    // with channels first Keras takes the same numbers in the new shape, without turning them
    const bias = tf.reshape(this.bias.read(), [1, ...result.shape.slice(1)])
    return this.settings.activate(tf.add(result, bias))
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const shape = oneShape(inputShape)
    return formatted(shape[0]!, this.positions(inputShape), this.filters, this.dataFormat)
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      filters: this.filters,
      kernel_size: this.kernelSize,
      strides: this.strides,
      padding: this.padding,
      data_format: this.dataFormat,
      ...this.settings.config(this.activityRegularizerConfig),
      // what is written is the kernel of the first way
      implementation: 1,
    }
  }
}

const product = (list: readonly number[]): number => list.reduce((n, d) => n * d, 1)

/** All places of a grid, the last axis fastest. */
export function places(grid: readonly number[]): number[][] {
  return grid.reduce<number[][]>(
    (all, n) => all.flatMap((place) => Array.from({ length: n }, (_, i) => [...place, i])),
    [[]],
  )
}
