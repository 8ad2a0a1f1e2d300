import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { SeparableConvolution, type SeparableConvolutionOptions } from './separable-convolution.js'

class SeparableConv2DClass extends SeparableConvolution {
  static override readonly className = 'SeparableConv2D'

  constructor(filters: number, kernelSize: number | readonly number[], options?: SeparableConvolutionOptions)
  constructor(
    options: SeparableConvolutionOptions & { filters: number; kernelSize: number | readonly number[] },
  )
  constructor(...args: unknown[]) {
    super(2, named(['filters', 'kernelSize'], args, new.target.className))
  }
}

/**
 * A depthwise convolution over height and width, then a convolution of single points that mixes the channels:
 * `y = activation((x ∗ depthwiseKernel) · pointwiseKernel + bias)`.
 *
 * @param filters number of output channels
 * @param kernelSize extent of the window
 * @param options.depthMultiplier channels between the two for each input channel. Default 1
 * @param options.strides, dilationRate default 1
 * @param options.padding `valid` (default) or `same`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 * @param options.depthwiseInitializer, pointwiseInitializer default `glorot_uniform`; regularizers, constraints: none
 * @param options.activation default none; and the other options of `Dense`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: `[batch, newHeight, newWidth, filters]`.
 *
 * @throws KeratinError `SHAPE` if the window does not fit or the input has not four axes
 * @example const y = SeparableConv2D(32, 3)(Input({ shape: [28, 28, 16] })) // [null, 26, 26, 32]
 * @see https://keras.io/api/layers/convolution_layers/separable_convolution2d/
 */
export const SeparableConv2D = callableClass(SeparableConv2DClass)
export type SeparableConv2D = SeparableConv2DClass
