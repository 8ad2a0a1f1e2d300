import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { TransposedConvolution, type TransposedConvolutionOptions } from './transposed-convolution.js'

class Conv1DTransposeClass extends TransposedConvolution {
  static override readonly className = 'Conv1DTranspose'

  constructor(filters: number, kernelSize: number | readonly number[], options?: TransposedConvolutionOptions)
  constructor(
    options: TransposedConvolutionOptions & { filters: number; kernelSize: number | readonly number[] },
  )
  constructor(...args: unknown[]) {
    super(1, named(['filters', 'kernelSize'], args, new.target.className))
  }
}

/**
 * Transposed convolution over one axis, such as time, from the shape of a convolution's output to that of its input:
 * `y[b, t·s + k, f] += x[b, t, c] · kernel[k, f, c]`, then bias and activation.
 *
 * @param filters number of output channels
 * @param kernelSize extent of the window
 * @param options.strides, dilationRate default 1; not both above 1
 * @param options.padding `valid` (default) or `same`: the input's extent times the strides
 * @param options.outputPadding positions added at the end of each axis, fewer than the strides. Default: by the strides
 * @param options.dataFormat `channels_last` (default) or `channels_first`; and all other options of `Conv1D` but groups
 *
 * Input shape: `[batch, steps, channels]`. Output shape: `[batch, newSteps, filters]`.
 *
 * @throws KeratinError `SHAPE` if outputPadding does not go with the strides or the input has not three axes
 * @example const y = Conv1DTranspose(8, 3, { strides: 2, padding: 'same' })(Input({ shape: [50, 16] })) // [null, 100, 8]
 * @see https://keras.io/api/layers/convolution_layers/convolution1d_transpose/
 */
export const Conv1DTranspose = callableClass(Conv1DTransposeClass)
export type Conv1DTranspose = Conv1DTransposeClass
