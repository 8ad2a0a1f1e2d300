import { relu } from '../../activations/rectifiers.js'
import type { tf } from '../../engine/index.js'
import type { Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

interface ReLUOptions extends LayerOptions {
  /** The largest output. Default: none. */
  maxValue?: number | null
  /** Slope below the threshold. Default 0. */
  negativeSlope?: number
  /** Where the line begins. Default 0. */
  threshold?: number
}

class ReLUClass extends Layer {
  static override readonly className = 'ReLU'
  static override readonly stateless = true
  static override readonly floatSettings: readonly string[] = ['max_value', 'negative_slope', 'threshold']
  static override readonly builtFromBeginning = true
  override readonly supportsMasking = true
  readonly maxValue: number | null
  readonly negativeSlope: number
  readonly threshold: number

  constructor(options: ReLUOptions = {}) {
    super(options)
    const { maxValue = null, negativeSlope = 0, threshold = 0 } = options
    for (const [name, value] of Object.entries({ maxValue: maxValue ?? 0, negativeSlope, threshold }))
      if (!(value >= 0)) throw argumentError('ReLU', 'a number that is not negative', name, value)
    this.maxValue = maxValue
    this.negativeSlope = negativeSlope
    this.threshold = threshold
  }

  override call(x: tf.Tensor): tf.Tensor {
    const { maxValue, negativeSlope, threshold } = this
    return relu(x, { maxValue, negativeSlope, threshold })
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      max_value: this.maxValue,
      negative_slope: this.negativeSlope,
      threshold: this.threshold,
    }
  }
}

/**
 * `x` from the threshold on, `negativeSlope · (x - threshold)` below, at most `maxValue`.
 *
 * @param options.maxValue default none
 * @param options.negativeSlope default 0
 * @param options.threshold default 0
 *
 * Input shape: any. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` for a negative number
 * @example const y = ReLU({ maxValue: 6 })(Input({ shape: [16] }))
 * @see https://keras.io/api/layers/activation_layers/relu/
 */
export const ReLU = callableClass(ReLUClass)
export type ReLU = ReLUClass
