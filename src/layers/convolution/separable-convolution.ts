import { serializeActivation } from '../../activations/index.js'
import type { ConstraintIdentifier } from '../../constraints/index.js'
import { convolutions, fused, type tf, type Variable } from '../../engine/index.js'
import type { InitializerIdentifier } from '../../initializers/index.js'
import type { RegularizerIdentifier } from '../../regularizers/index.js'
import type { Config } from '../../support/registry.js'
import { type KernelOptions, KernelSettings, WeightSettings, weightsConfig } from '../base/kernel-options.js'
import { positiveInteger } from '../base/positive-integer.js'
import type { DepthwiseKernelOptions } from './depthwise-convolution.js'
import { WindowLayer, type WindowOptions } from './window-layer.js'

type Others = Omit<KernelOptions, 'kernelInitializer' | 'kernelRegularizer' | 'kernelConstraint'>

export interface SeparableConvolutionOptions extends WindowOptions, Others, DepthwiseKernelOptions {
  /** Number of output channels. */
  filters?: number
  /** Default `glorot_uniform`. */
  pointwiseInitializer?: InitializerIdentifier
  pointwiseRegularizer?: RegularizerIdentifier | null
  pointwiseConstraint?: ConstraintIdentifier | null
}

/** What separable convolutions over one and two axes share: a depthwise one, then one that mixes the channels. */
export abstract class SeparableConvolution extends WindowLayer {
  readonly filters: number
  readonly depthMultiplier: number
  readonly settings: KernelSettings
  readonly depthwise: WeightSettings
  readonly pointwise: WeightSettings
  depthwiseKernel!: Variable
  pointwiseKernel!: Variable
  bias: Variable | undefined

  constructor(rank: 1 | 2, options: SeparableConvolutionOptions) {
    super(rank, options)
    this.filters = positiveInteger(this.className, 'filters', options.filters)
    this.depthMultiplier = positiveInteger(this.className, 'depthMultiplier', options.depthMultiplier ?? 1)
    this.settings = new KernelSettings(options)
    const { depthwiseInitializer, depthwiseRegularizer, depthwiseConstraint } = options
    const { pointwiseInitializer, pointwiseRegularizer, pointwiseConstraint } = options
    this.depthwise = new WeightSettings(
      'depthwise',
      depthwiseInitializer ?? 'glorot_uniform',
      depthwiseRegularizer,
      depthwiseConstraint,
    )
    this.pointwise = new WeightSettings(
      'pointwise',
      pointwiseInitializer ?? 'glorot_uniform',
      pointwiseRegularizer,
      pointwiseConstraint,
    )
  }

  protected override outputChannels(): number {
    return this.filters
  }

  protected override makeWeights(channels: number): void {
    const wide = channels * this.depthMultiplier
    const window = [...this.kernelSize, channels, this.depthMultiplier]
    const point = [...this.kernelSize.map(() => 1), wide, this.filters]
    this.depthwiseKernel = this.addWeight('depthwise_kernel', window, this.depthwise.options)
    this.pointwiseKernel = this.addWeight('pointwise_kernel', point, this.pointwise.options)
    const { bias, useBias } = this.settings
    if (useBias) this.bias = this.addWeight('bias', [this.filters], bias.options)
  }

  protected override convolve(image: tf.Tensor): tf.Tensor {
    const x = convolutions.depthwiseConv2d(image, this.kernelOf(this.depthwiseKernel), this.window)
    const bias = this.bias?.read() as unknown as tf.Tensor1D | undefined
    const known = this.settings.fused
    const y = fused.conv2d({
      x: x as tf.Tensor4D,
      filter: this.kernelOf(this.pointwiseKernel) as tf.Tensor4D,
      strides: 1,
      pad: 'valid',
      ...(bias && { bias }),
      activation: known ?? 'linear',
    })
    return known ? y : this.settings.activate(y)
  }

  override getConfig(): Config {
    const { activation, useBias, bias } = this.settings
    return {
      ...super.getConfig(),
      depth_multiplier: this.depthMultiplier,
      filters: this.filters,
      ...this.windowConfig,
      activation: serializeActivation(activation),
      use_bias: useBias,
      ...weightsConfig([this.depthwise, this.pointwise, bias], this.activityRegularizerConfig),
    }
  }
}
