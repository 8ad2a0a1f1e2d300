import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { LocallyConnected, type LocallyConnectedOptions } from './locally-connected.js'

class LocallyConnected2DClass extends LocallyConnected {
  static override readonly className = 'LocallyConnected2D'

  constructor(filters: number, kernelSize: number | readonly number[], options?: LocallyConnectedOptions)
  constructor(options: LocallyConnectedOptions & { filters: number; kernelSize: number | readonly number[] })
  constructor(...args: unknown[]) {
    super(2, named(['filters', 'kernelSize'], args, new.target.className))
  }
}

/**
 * A convolution over height and width with a kernel of its own at each place:
 * `y[b, i, j, f] = activation(Σ x[b, i·s + k, j·s + l, c] · kernel[i, j, k, l, c, f] + bias[i, j, f])`. Keras 3 gave it
 * up; it is here for models of Keras 1 and 2.
 *
 * @param filters number of output channels
 * @param kernelSize extent of the window: `3` or `[3, 3]`
 * @param options.strides default `[1, 1]`
 * @param options.padding `valid` (default) or `same`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 * @param options.implementation how Keras stored the kernel: 1 (default), 2 or 3; the numbers are the same
 * @param options.activation default none; and all other options of `Dense`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: `[batch, newHeight, newWidth, filters]`.
 *
 * @throws KeratinError `SHAPE` if the input shape is not fixed
 * @example const y = LocallyConnected2D(4, [3, 3])(Input({ shape: [8, 8, 1] })) // [null, 6, 6, 4]
 * @see https://github.com/keras-team/keras/blob/v2.15.0/keras/layers/locally_connected/locally_connected2d.py
 */
export const LocallyConnected2D = callableClass(LocallyConnected2DClass)
export type LocallyConnected2D = LocallyConnected2DClass
