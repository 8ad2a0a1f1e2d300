import type { NodeOperation } from '../../graph/symbolic.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { MaxPooling2D } from '../pooling/max-pooling2d.js'
import { Convolution, type ConvolutionOptions } from './convolution.js'

class Conv2DClass extends Convolution {
  static override readonly className = 'Conv2D'

  constructor(filters: number, kernelSize: number | readonly number[], options?: ConvolutionOptions)
  constructor(options: ConvolutionOptions & { filters: number; kernelSize: number | readonly number[] })
  constructor(...args: unknown[]) {
    super(2, named(['filters', 'kernelSize'], args, new.target.className))
  }

  override fuses(next: NodeOperation): boolean {
    const known = this.settings.fused === 'linear' || this.settings.fused === 'relu'
    const plain = this.dataFormat === 'channels_last' && this.groups === 1 && !this.activityRegularizer
    return known && plain && this.constructor === Conv2DClass && next instanceof MaxPooling2D && next.halves
  }
}

/**
 * Convolution over height and width:
 * `y[b, i, j, f] = activation(Σ x[b, i·s + k, j·s + l, c] · kernel[k, l, c, f] + bias[f])`.
 *
 * @param filters number of output channels
 * @param kernelSize extent of the window: `3` or `[3, 3]`
 * @param options.strides default `[1, 1]`
 * @param options.padding `valid` (default) or `same`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 * @param options.dilationRate default `[1, 1]`
 * @param options.groups default 1
 * @param options.activation default none; and all other options of `Dense`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: `[batch, newHeight, newWidth, filters]`.
 *
 * @throws KeratinError `SHAPE` if the window does not fit or the input has not four axes
 * @example const y = Conv2D(32, [5, 5], { activation: 'relu' })(Input({ shape: [28, 28, 1] })) // [null, 24, 24, 32]
 * @see https://keras.io/api/layers/convolution_layers/convolution2d/
 */
export const Conv2D = callableClass(Conv2DClass)
export type Conv2D = Conv2DClass
