import type { ConstraintIdentifier } from '../../constraints/index.js'
import { convolutions, type tf, type Variable } from '../../engine/index.js'
import type { InitializerIdentifier } from '../../initializers/index.js'
import type { RegularizerIdentifier } from '../../regularizers/index.js'
import type { Config } from '../../support/registry.js'
import { type KernelOptions, KernelSettings } from '../base/kernel-options.js'
import { positiveInteger } from '../base/positive-integer.js'
import { WindowLayer, type WindowOptions } from './window-layer.js'

/** Options of the kernel that each channel has of its own. */
export interface DepthwiseKernelOptions {
  /** Output channels for each input channel. Default 1. */
  depthMultiplier?: number
  /** Default `glorot_uniform`. */
  depthwiseInitializer?: InitializerIdentifier
  depthwiseRegularizer?: RegularizerIdentifier | null
  depthwiseConstraint?: ConstraintIdentifier | null
}

type Others = Omit<KernelOptions, 'kernelInitializer' | 'kernelRegularizer' | 'kernelConstraint'>

export interface DepthwiseConvolutionOptions extends WindowOptions, Others, DepthwiseKernelOptions {}

/** What depthwise convolutions over one and two axes share. */
export abstract class DepthwiseConvolution extends WindowLayer {
  readonly depthMultiplier: number
  readonly settings: KernelSettings
  kernel!: Variable
  bias: Variable | undefined

  constructor(rank: 1 | 2, options: DepthwiseConvolutionOptions) {
    super(rank, options)
    const { depthwiseInitializer, depthwiseRegularizer, depthwiseConstraint, depthMultiplier = 1 } = options
    this.depthMultiplier = positiveInteger(this.className, 'depthMultiplier', depthMultiplier)
    const kernel = {
      ...(depthwiseInitializer !== undefined && { kernelInitializer: depthwiseInitializer }),
      kernelRegularizer: depthwiseRegularizer ?? null,
      kernelConstraint: depthwiseConstraint ?? null,
    }
    this.settings = new KernelSettings({ ...options, ...kernel }, 'depthwise')
  }

  protected override outputChannels(channels: number): number {
    return channels * this.depthMultiplier
  }

  protected override makeWeights(channels: number): void {
    const { kernel, bias, useBias } = this.settings
    const shape = [...this.kernelSize, channels, this.depthMultiplier]
    this.kernel = this.addWeight('kernel', shape, kernel.options)
    if (useBias) this.bias = this.addWeight('bias', [channels * this.depthMultiplier], bias.options)
  }

  protected override convolve(x: tf.Tensor): tf.Tensor {
    const bias = this.bias?.read() as unknown as tf.Tensor | undefined
    const known = this.settings.fused
    const fuse = { ...(bias && { bias }), activation: known ?? 'linear' }
    const y = convolutions.depthwiseConv2d(x, this.kernelOf(this.kernel), this.window, fuse)
    return known ? y : this.settings.activate(y)
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      depth_multiplier: this.depthMultiplier,
      ...this.windowConfig,
      ...this.settings.config(this.activityRegularizerConfig),
    }
  }
}
