import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { DepthwiseConvolution, type DepthwiseConvolutionOptions } from './depthwise-convolution.js'

class DepthwiseConv2DClass extends DepthwiseConvolution {
  static override readonly className = 'DepthwiseConv2D'

  constructor(kernelSize: number | readonly number[], options?: DepthwiseConvolutionOptions)
  constructor(options: DepthwiseConvolutionOptions & { kernelSize: number | readonly number[] })
  constructor(...args: unknown[]) {
    super(2, named(['kernelSize'], args, new.target.className))
  }
}

/**
 * Convolution over height and width of each channel on its own:
 * `y[b, i, j, c·m + q] = activation(Σ x[b, i·s + k, j·s + l, c] · kernel[k, l, c, q] + bias[c·m + q])`.
 *
 * @param kernelSize extent of the window
 * @param options.depthMultiplier m, output channels for each input channel. Default 1
 * @param options.strides, dilationRate default 1
 * @param options.padding `valid` (default) or `same`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 * @param options.depthwiseInitializer default `glorot_uniform`; depthwiseRegularizer, depthwiseConstraint default none
 * @param options.activation default none; and the other options of `Dense`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: `[batch, newHeight, newWidth, channels * m]`.
 *
 * @throws KeratinError `SHAPE` if the window does not fit or the input has not four axes
 * @example const y = DepthwiseConv2D(3, { depthMultiplier: 2 })(Input({ shape: [28, 28, 16] })) // [null, 26, 26, 32]
 * @see https://keras.io/api/layers/convolution_layers/depthwise_convolution2d/
 */
export const DepthwiseConv2D = callableClass(DepthwiseConv2DClass)
export type DepthwiseConv2D = DepthwiseConv2DClass
