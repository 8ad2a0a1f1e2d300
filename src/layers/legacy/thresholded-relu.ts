import { tf, withDerivative } from '../../engine/index.js'
import type { Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

export interface ThresholdedReLUOptions extends LayerOptions {
  /** Inputs up to it become zero. Default 1. */
  theta?: number
}

class ThresholdedReLUClass extends Layer {
  static override readonly className = 'ThresholdedReLU'
  static override readonly stateless = true
  static override readonly floatSettings: readonly string[] = ['theta']
  override readonly supportsMasking = true
  readonly theta: number

  constructor(theta: number, options?: ThresholdedReLUOptions)
  constructor(options?: ThresholdedReLUOptions)
  constructor(...args: unknown[]) {
    const options = named<ThresholdedReLUOptions>(['theta'], args, new.target.className)
    super(options)
    this.theta = options.theta ?? 1
    if (!(this.theta >= 0))
      throw argumentError('ThresholdedReLU', 'a number of at least 0', 'theta', options.theta)
  }

  override call(x: tf.Tensor): tf.Tensor {
    const passes = (v: tf.Tensor) => tf.cast(tf.greater(v, this.theta), 'float32')
    return withDerivative(x, (v) => tf.mul(v, passes(v)), passes)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), theta: this.theta }
  }
}

/**
 * Lets through what is above a threshold: `y = x` where `x > theta`, else 0. Keras 3 gave it up; it is here for models
 * of Keras 1 and 2. Any input shape; the output has the same.
 *
 * @param theta default 1
 *
 * @throws KeratinError `ARGUMENT` if theta is below 0
 * @example ThresholdedReLU(0.5)(Input({ shape: [4] }))
 * @see https://github.com/keras-team/keras/blob/v2.15.0/keras/layers/activation/thresholded_relu.py
 */
export const ThresholdedReLU = callableClass(ThresholdedReLUClass)
export type ThresholdedReLU = ThresholdedReLUClass
