import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { Convolution, type ConvolutionOptions } from './convolution.js'

class Conv3DClass extends Convolution {
  static override readonly className = 'Conv3D'

  constructor(filters: number, kernelSize: number | readonly number[], options?: ConvolutionOptions)
  constructor(options: ConvolutionOptions & { filters: number; kernelSize: number | readonly number[] })
  constructor(...args: unknown[]) {
    super(3, named(['filters', 'kernelSize'], args, new.target.className))
  }
}

/**
 * Convolution over depth, height and width:
 * `y[b, i, j, k, f] = activation(Σ x[b, i·s + l, j·s + m, k·s + n, c] · kernel[l, m, n, c, f] + bias[f])`.
 *
 * @param filters number of output channels
 * @param kernelSize extent of the window: `3` or `[3, 3, 3]`
 * @param options.strides, dilationRate, groups default 1
 * @param options.padding `valid` (default) or `same`
 * @param options.dataFormat `channels_last` (default) or `channels_first`; and all other options of `Conv2D`
 *
 * Input shape: `[batch, depth, height, width, channels]`. Output shape: `[batch, newDepth, newHeight, newWidth, filters]`.
 *
 * @throws KeratinError `SHAPE` if the window does not fit or the input has not five axes
 * @example const y = Conv3D(8, 3, { activation: 'relu' })(Input({ shape: [16, 32, 32, 1] })) // [null, 14, 30, 30, 8]
 * @see https://keras.io/api/layers/convolution_layers/convolution3d/
 */
export const Conv3D = callableClass(Conv3DClass)
export type Conv3D = Conv3DClass
