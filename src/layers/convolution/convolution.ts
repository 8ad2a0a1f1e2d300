import { convolutions, fused, tf, type Variable } from '../../engine/index.js'
import { windowed } from '../../ops/windows/data-format.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { type KernelOptions, KernelSettings } from '../base/kernel-options.js'
import type { Layer } from '../base/layer.js'
import { positiveInteger } from '../base/positive-integer.js'
import { WindowLayer, type WindowOptions } from './window-layer.js'

export interface ConvolutionOptions extends WindowOptions, KernelOptions {
  /** Number of output channels. */
  filters?: number
  /** Number of groups the channels are split into. Default 1. */
  groups?: number
}

/** What convolutions over one, two and three axes share. */
export abstract class Convolution extends WindowLayer {
  readonly filters: number
  readonly groups: number
  readonly settings: KernelSettings
  kernel!: Variable
  bias: Variable | undefined

  constructor(rank: 1 | 2 | 3, options: ConvolutionOptions) {
    super(rank, options, rank === 1 ? ['valid', 'same', 'causal'] : ['valid', 'same'])
    const where = this.className
    const { groups = 1 } = options
    this.filters = positiveInteger(where, 'filters', options.filters)
    if (!Number.isInteger(groups) || groups <= 0 || this.filters % groups !== 0) {
      throw argumentError(where, `a positive integer that divides filters=${this.filters}`, 'groups', groups)
    }
    this.groups = groups
    this.refuseBothSteps()
    this.settings = new KernelSettings(options)
  }

  protected override outputChannels(): number {
    return this.filters
  }

  protected override makeWeights(channels: number): void {
    if (channels % this.groups !== 0) {
      throw new KeratinError(
        'SHAPE',
        `${this.className} "${this.name}": the number of input channels (${channels}) must be a multiple of groups (${this.groups}).`,
      )
    }
    const { kernel, bias, useBias } = this.settings
    const shape = [...this.kernelSize, channels / this.groups, this.filters]
    this.kernel = this.addWeight('kernel', shape, kernel.options)
    if (useBias) this.bias = this.addWeight('bias', [this.filters], bias.options)
  }

  protected override convolve(image: tf.Tensor, next?: Layer): tf.Tensor {
    const x = this.padding === 'causal' ? this.#paddedBefore(image) : image
    const filter = this.kernelOf(this.kernel)
    const bias = this.bias?.read() as unknown as tf.Tensor1D | undefined
    const known = this.settings.fused
    if (this.groups === 1) {
      const y = this.#single(x, filter, bias, known ?? 'linear', next !== undefined)
      return known ? y : this.settings.activate(y)
    }
    const filters = tf.split(filter, this.groups, -1)
    const parts = tf.split(x, this.groups, -1).map((part, i) => this.#single(part, filters[i]!))
    const y = tf.concat(parts, -1)
    return this.settings.activate(bias ? tf.add(y, bias) : y)
  }

  #single(
    x: tf.Tensor,
    filter: tf.Tensor,
    bias?: tf.Tensor1D,
    activation: 'linear' | 'relu' = 'linear',
    maxPool = false,
  ): tf.Tensor {
    if (this.rank === 3) {
      const y = convolutions.conv3d(x, filter, this.window)
      const shifted = bias ? tf.add(y, bias) : y
      return activation === 'relu' ? tf.relu(shifted) : shifted
    }
    const { strides, dilations, pad } = this.window as {
      strides: [number, number]
      dilations: [number, number]
      pad: 'same'
    }
    return fused.conv2d({
      x: x as tf.Tensor4D,
      filter: filter as tf.Tensor4D,
      strides,
      pad,
      dilations,
      ...(bias && { bias }),
      activation,
      maxPool,
    })
  }

  /** Zeros before the first step, so that no output sees what comes after it. */
  #paddedBefore(x: tf.Tensor): tf.Tensor {
    const { before } = windowed(1, this.kernelSize[0]!, 1, this.dilationRate[0]!, 'causal')
    return tf.pad(x, [
      [0, 0],
      [0, 0],
      [before, 0],
      [0, 0],
    ])
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      filters: this.filters,
      ...this.windowConfig,
      groups: this.groups,
      ...this.settings.config(this.activityRegularizerConfig),
    }
  }
}
