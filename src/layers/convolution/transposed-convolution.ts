import { convolutions, tf, type Variable } from '../../engine/index.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { type KernelOptions, KernelSettings } from '../base/kernel-options.js'
import { positiveInteger } from '../base/positive-integer.js'
import { WindowLayer, type WindowOptions } from './window-layer.js'

export interface TransposedConvolutionOptions extends WindowOptions, KernelOptions {
  /** Number of output channels. */
  filters?: number
  /** Positions added at the end of each axis, fewer than its stride. Default: by the strides alone. */
  outputPadding?: number | readonly number[] | null
}

/** What transposed convolutions over one, two and three axes share. */
export abstract class TransposedConvolution extends WindowLayer {
  readonly filters: number
  readonly outputPadding: readonly number[] | null
  readonly settings: KernelSettings
  kernel!: Variable
  bias: Variable | undefined

  constructor(rank: 1 | 2 | 3, options: TransposedConvolutionOptions) {
    super(rank, options)
    this.filters = positiveInteger(this.className, 'filters', options.filters)
    this.outputPadding = this.#outputPadding(options.outputPadding)
    this.refuseBothSteps()
    this.settings = new KernelSettings(options)
  }

  #outputPadding(value: number | readonly number[] | null | undefined): readonly number[] | null {
    if (value == null) return null
    const list = typeof value === 'number' ? this.strides.map(() => value) : value
    const good = (n: number, axis: number) => Number.isInteger(n) && n >= 0 && n < this.strides[axis]!
    if (list.length !== this.rank || !list.every(good)) {
      const what = `${this.rank} integer(s) from 0 to below the strides (${this.strides})`
      throw argumentError(this.className, what, 'outputPadding', value)
    }
    return list
  }

  protected override outputChannels(): number {
    return this.filters
  }

  protected override outputExtent(n: number, axis: number): number {
    const stride = this.strides[axis]!
    const reach = (this.kernelSize[axis]! - 1) * this.dilationRate[axis]! + 1
    const added = this.outputPadding?.[axis]
    if (this.padding === 'valid') {
      return (n - 1) * stride + reach + (added ?? Math.max(reach, stride) - reach)
    }
    const outputs = added === undefined ? n * stride : (n - 1) * stride + (reach % 2) + added
    if (Math.ceil(outputs / stride) !== n) {
      throw new KeratinError(
        'SHAPE',
        `${this.className} "${this.name}": with outputPadding ${added} the output has ${outputs} positions, ` +
          `of which a convolution with strides ${stride} does not make ${n}.`,
        { hint: 'Use a larger outputPadding, or none.' },
      )
    }
    return outputs
  }

  protected override makeWeights(channels: number): void {
    const { kernel, bias, useBias } = this.settings
    this.kernel = this.addWeight('kernel', [...this.kernelSize, this.filters, channels], kernel.options)
    if (useBias) this.bias = this.addWeight('bias', [this.filters], bias.options)
  }

  protected override convolve(x: tf.Tensor): tf.Tensor {
    const inputs = x.shape.slice(-1 - this.rank, -1)
    const extents = inputs.map((n, axis) => this.outputExtent(n, axis))
    const shape = [x.shape[0]!, ...(this.rank === 1 ? [1] : []), ...extents, this.filters]
    const y = convolutions.convTranspose(x, this.kernelOf(this.kernel), shape, this.window)
    const bias = this.bias?.read() as unknown as tf.Tensor | undefined
    return this.settings.activate(bias ? tf.add(y, bias) : y)
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      filters: this.filters,
      ...this.windowConfig,
      output_padding: this.outputPadding,
      ...this.settings.config(this.activityRegularizerConfig),
    }
  }
}
