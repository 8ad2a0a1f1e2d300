import { leakyRelu } from '../../activations/rectifiers.js'
import type { tf } from '../../engine/index.js'
import type { Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

interface LeakyReLUOptions extends LayerOptions {
  /** Slope below 0. Default 0.3. */
  negativeSlope?: number
  /** The name of `negativeSlope` before Keras 3. */
  alpha?: number
}

class LeakyReLUClass extends Layer {
  static override readonly className = 'LeakyReLU'
  static override readonly stateless = true
  static override readonly floatSettings: readonly string[] = ['negative_slope']
  static override readonly builtFromBeginning = true
  override readonly supportsMasking = true
  readonly negativeSlope: number

  constructor(options?: LeakyReLUOptions)
  constructor(negativeSlope: number, options?: LeakyReLUOptions)
  constructor(...args: unknown[]) {
    const options = named<LeakyReLUOptions>(['negativeSlope'], args, new.target.className)
    super(options)
    const { negativeSlope = options.alpha ?? 0.3 } = options
    if (!(negativeSlope >= 0))
      throw argumentError('LeakyReLU', 'a number that is not negative', 'negativeSlope', negativeSlope)
    this.negativeSlope = negativeSlope
  }

  override call(x: tf.Tensor): tf.Tensor {
    return leakyRelu(x, { negativeSlope: this.negativeSlope })
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), negative_slope: this.negativeSlope }
  }
}

/**
 * `x` above 0, `negativeSlope · x` below.
 *
 * @param options.negativeSlope default 0.3
 *
 * Input shape: any. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` for a negative slope
 * @example const y = LeakyReLU({ negativeSlope: 0.1 })(Input({ shape: [16] }))
 * @see https://keras.io/api/layers/activation_layers/leaky_relu/
 */
export const LeakyReLU = callableClass(LeakyReLUClass)
export type LeakyReLU = LeakyReLUClass
