import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { LocallyConnected, type LocallyConnectedOptions } from './locally-connected.js'

class LocallyConnected1DClass extends LocallyConnected {
  static override readonly className = 'LocallyConnected1D'

  constructor(filters: number, kernelSize: number | readonly number[], options?: LocallyConnectedOptions)
  constructor(options: LocallyConnectedOptions & { filters: number; kernelSize: number | readonly number[] })
  constructor(...args: unknown[]) {
    super(1, named(['filters', 'kernelSize'], args, new.target.className))
  }
}

/**
 * A convolution over one axis with a kernel of its own at each place:
 * `y[b, i, f] = activation(Σ x[b, i·s + k, c] · kernel[i, k, c, f] + bias[i, f])`. Keras 3 gave it up; it is here for
 * models of Keras 1 and 2.
 *
 * @param filters number of output channels
 * @param kernelSize length of the window
 * @param options.strides default 1
 * @param options.padding `valid` (default) or `same`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 * @param options.implementation how Keras stored the kernel: 1 (default), 2 or 3; the numbers are the same
 * @param options.activation default none; and all other options of `Dense`
 *
 * Input shape: `[batch, steps, channels]`. Output shape: `[batch, newSteps, filters]`.
 *
 * @throws KeratinError `SHAPE` if the input shape is not fixed
 * @example const y = LocallyConnected1D(8, 3)(Input({ shape: [10, 2] })) // [null, 8, 8]
 * @see https://github.com/keras-team/keras/blob/v2.15.0/keras/layers/locally_connected/locally_connected1d.py
 */
export const LocallyConnected1D = callableClass(LocallyConnected1DClass)
export type LocallyConnected1D = LocallyConnected1DClass
