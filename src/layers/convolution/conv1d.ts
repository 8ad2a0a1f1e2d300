import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { Convolution, type ConvolutionOptions } from './convolution.js'

class Conv1DClass extends Convolution {
  static override readonly className = 'Conv1D'

  constructor(filters: number, kernelSize: number | readonly number[], options?: ConvolutionOptions)
  constructor(options: ConvolutionOptions & { filters: number; kernelSize: number | readonly number[] })
  constructor(...args: unknown[]) {
    super(1, named(['filters', 'kernelSize'], args, new.target.className))
  }
}

/**
 * Convolution over one axis, such as time: `y[b, t, f] = activation(Σ x[b, t·s + k, c] · kernel[k, c, f] + bias[f])`.
 *
 * @param filters number of output channels
 * @param kernelSize length of the window
 * @param options.padding `valid` (default), `same`, or `causal`: the output at t sees no input after t
 * @param options.strides, dilationRate, groups default 1; and all other options of `Conv2D`
 *
 * Input shape: `[batch, steps, channels]`. Output shape: `[batch, newSteps, filters]`.
 *
 * @throws KeratinError `SHAPE` if the window does not fit or the input has not three axes
 * @example const y = Conv1D(64, 5, { activation: 'relu' })(Input({ shape: [200, 32] })) // [null, 196, 64]
 * @see https://keras.io/api/layers/convolution_layers/convolution1d/
 */
export const Conv1D = callableClass(Conv1DClass)
export type Conv1D = Conv1DClass
