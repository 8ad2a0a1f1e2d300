import { constantOf, tf } from '../../engine/index.js'
import type { Mask } from '../../graph/masks.js'
import type { Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

interface MaskingOptions extends LayerOptions {
  /** Default 0. */
  maskValue?: number
}

class MaskingClass extends Layer {
  static override readonly className = 'Masking'
  static override readonly floatSettings: readonly string[] = ['mask_value']
  static override readonly builtFromBeginning = true
  override readonly supportsMasking = true
  readonly maskValue: number

  constructor(options?: MaskingOptions)
  constructor(maskValue: number, options?: MaskingOptions)
  constructor(...args: unknown[]) {
    const options = named<MaskingOptions>(['maskValue'], args, new.target.className)
    super(options)
    const { maskValue = 0 } = options
    if (typeof maskValue !== 'number') throw argumentError('Masking', 'a number', 'maskValue', maskValue)
    this.maskValue = maskValue
  }

  #counts(x: tf.Tensor, keepDims: boolean): tf.Tensor {
    const value = tf.scalar(this.maskValue)
    return constantOf(tf.cast(x, 'float32'), (v) => tf.any(tf.notEqual(v, value), -1, keepDims))
  }

  override call(x: tf.Tensor): tf.Tensor {
    // the product of booleans is an integer
    const values = x.dtype === 'bool' ? tf.cast(x, 'int32') : x
    return tf.mul(values, tf.cast(this.#counts(x, true), values.dtype))
  }

  override computeMask(x: tf.Tensor): Mask {
    return this.#counts(x, false)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), mask_value: this.maskValue }
  }
}

/**
 * Marks the steps whose values are all equal to `maskValue`: later layers skip them.
 *
 * @param options.maskValue default 0
 *
 * Input shape: `[batch, steps, features]`. Output shape: the same, the marked steps set to 0.
 *
 * @throws KeratinError `ARGUMENT` if maskValue is no number
 * @example const y = Masking({ maskValue: -1 })(Input({ shape: [20, 8] }))
 * @see https://keras.io/api/layers/core_layers/masking/
 */
export const Masking = callableClass(MaskingClass)
export type Masking = MaskingClass
