import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { TransposedConvolution, type TransposedConvolutionOptions } from './transposed-convolution.js'

class Conv2DTransposeClass extends TransposedConvolution {
  static override readonly className = 'Conv2DTranspose'

  constructor(filters: number, kernelSize: number | readonly number[], options?: TransposedConvolutionOptions)
  constructor(
    options: TransposedConvolutionOptions & { filters: number; kernelSize: number | readonly number[] },
  )
  constructor(...args: unknown[]) {
    super(2, named(['filters', 'kernelSize'], args, new.target.className))
  }
}

/**
 * Transposed convolution over height and width, from the shape of a convolution's output to that of its input:
 * `y[b, i·s + k, j·s + l, f] += x[b, i, j, c] · kernel[k, l, f, c]`, then bias and activation.
 *
 * @param filters number of output channels
 * @param kernelSize extent of the window
 * @param options.strides, dilationRate default 1; not both above 1
 * @param options.padding `valid` (default) or `same`: the input's extent times the strides
 * @param options.outputPadding positions added at the end of each axis, fewer than the strides. Default: by the strides
 * @param options.dataFormat `channels_last` (default) or `channels_first`; and all other options of `Conv2D` but groups
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: `[batch, newHeight, newWidth, filters]`.
 *
 * @throws KeratinError `SHAPE` if outputPadding does not go with the strides or the input has not four axes
 * @example const y = Conv2DTranspose(16, 3, { strides: 2, padding: 'same' })(Input({ shape: [14, 14, 32] })) // [null, 28, 28, 16]
 * @see https://keras.io/api/layers/convolution_layers/convolution2d_transpose/
 */
export const Conv2DTranspose = callableClass(Conv2DTransposeClass)
export type Conv2DTranspose = Conv2DTransposeClass
