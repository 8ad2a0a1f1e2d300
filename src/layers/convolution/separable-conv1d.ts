import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { SeparableConvolution, type SeparableConvolutionOptions } from './separable-convolution.js'

class SeparableConv1DClass extends SeparableConvolution {
  static override readonly className = 'SeparableConv1D'

  constructor(filters: number, kernelSize: number | readonly number[], options?: SeparableConvolutionOptions)
  constructor(
    options: SeparableConvolutionOptions & { filters: number; kernelSize: number | readonly number[] },
  )
  constructor(...args: unknown[]) {
    super(1, named(['filters', 'kernelSize'], args, new.target.className))
  }
}

/**
 * A depthwise convolution over one axis, such as time, then a convolution of single points that mixes the channels:
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
 * Input shape: `[batch, steps, channels]`. Output shape: `[batch, newSteps, filters]`.
 *
 * @throws KeratinError `SHAPE` if the window does not fit or the input has not three axes
 * @example const y = SeparableConv1D(32, 3)(Input({ shape: [50, 16] })) // [null, 48, 32]
 * @see https://keras.io/api/layers/convolution_layers/separable_convolution1d/
 */
export const SeparableConv1D = callableClass(SeparableConv1DClass)
export type SeparableConv1D = SeparableConv1DClass
