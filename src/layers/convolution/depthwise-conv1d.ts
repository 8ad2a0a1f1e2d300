import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { DepthwiseConvolution, type DepthwiseConvolutionOptions } from './depthwise-convolution.js'

class DepthwiseConv1DClass extends DepthwiseConvolution {
  static override readonly className = 'DepthwiseConv1D'

  constructor(kernelSize: number | readonly number[], options?: DepthwiseConvolutionOptions)
  constructor(options: DepthwiseConvolutionOptions & { kernelSize: number | readonly number[] })
  constructor(...args: unknown[]) {
    super(1, named(['kernelSize'], args, new.target.className))
  }
}

/**
 * Convolution over one axis, such as time of each channel on its own:
 * `y[b, t, c·m + q] = activation(Σ x[b, t·s + k, c] · kernel[k, c, q] + bias[c·m + q])`.
 *
 * @param kernelSize extent of the window
 * @param options.depthMultiplier m, output channels for each input channel. Default 1
 * @param options.strides, dilationRate default 1
 * @param options.padding `valid` (default) or `same`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 * @param options.depthwiseInitializer default `glorot_uniform`; depthwiseRegularizer, depthwiseConstraint default none
 * @param options.activation default none; and the other options of `Dense`
 *
 * Input shape: `[batch, steps, channels]`. Output shape: `[batch, newSteps, channels * m]`.
 *
 * @throws KeratinError `SHAPE` if the window does not fit or the input has not three axes
 * @example const y = DepthwiseConv1D(3, { depthMultiplier: 2 })(Input({ shape: [50, 16] })) // [null, 48, 32]
 * @see https://keras.io/api/layers/convolution_layers/depthwise_convolution1d/
 */
export const DepthwiseConv1D = callableClass(DepthwiseConv1DClass)
export type DepthwiseConv1D = DepthwiseConv1DClass
