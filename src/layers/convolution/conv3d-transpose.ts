import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { TransposedConvolution, type TransposedConvolutionOptions } from './transposed-convolution.js'

class Conv3DTransposeClass extends TransposedConvolution {
  static override readonly className = 'Conv3DTranspose'

  constructor(filters: number, kernelSize: number | readonly number[], options?: TransposedConvolutionOptions)
  constructor(
    options: TransposedConvolutionOptions & { filters: number; kernelSize: number | readonly number[] },
  )
  constructor(...args: unknown[]) {
    super(3, named(['filters', 'kernelSize'], args, new.target.className))
  }
}

/**
 * Transposed convolution over depth, height and width, from the shape of a convolution's output to that of its input:
 * `y[b, i·s + l, j·s + m, k·s + n, f] += x[b, i, j, k, c] · kernel[l, m, n, f, c]`, then bias and activation.
 *
 * @param filters number of output channels
 * @param kernelSize extent of the window
 * @param options.strides, dilationRate default 1; not both above 1
 * @param options.padding `valid` (default) or `same`: the input's extent times the strides
 * @param options.outputPadding positions added at the end of each axis, fewer than the strides. Default: by the strides
 * @param options.dataFormat `channels_last` (default) or `channels_first`; and all other options of `Conv3D` but groups
 *
 * Input shape: `[batch, depth, height, width, channels]`. Output shape: `[batch, newDepth, newHeight, newWidth, filters]`.
 *
 * @throws KeratinError `SHAPE` if outputPadding does not go with the strides or the input has not five axes
 * @example const y = Conv3DTranspose(8, 3, { strides: 2, padding: 'same' })(Input({ shape: [4, 8, 8, 16] })) // [null, 8, 16, 16, 8]
 * @see https://keras.io/api/layers/convolution_layers/convolution3d_transpose/
 */
export const Conv3DTranspose = callableClass(Conv3DTransposeClass)
export type Conv3DTranspose = Conv3DTransposeClass
