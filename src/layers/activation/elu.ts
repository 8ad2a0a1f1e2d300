import { elu } from '../../activations/smooth.js'
import type { tf } from '../../engine/index.js'
import type { Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

interface ELUOptions extends LayerOptions {
  /** Where it goes to for very negative inputs, negated. Default 1. */
  alpha?: number
}

class ELUClass extends Layer {
  static override readonly className = 'ELU'
  static override readonly stateless = true
  static override readonly floatSettings: readonly string[] = ['alpha']
  static override readonly builtFromBeginning = true
  override readonly supportsMasking = true
  readonly alpha: number

  constructor(options?: ELUOptions)
  constructor(alpha: number, options?: ELUOptions)
  constructor(...args: unknown[]) {
    const options = named<ELUOptions>(['alpha'], args, new.target.className)
    super(options)
    this.alpha = options.alpha ?? 1
  }

  override call(x: tf.Tensor): tf.Tensor {
    return elu(x, { alpha: this.alpha })
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), alpha: this.alpha }
  }
}

/**
 * `x` above 0, `alpha · (exp(x) - 1)` below.
 *
 * @param options.alpha default 1
 *
 * Input shape: any. Output shape: the same.
 *
 * @example const y = ELU()(Input({ shape: [16] }))
 * @see https://keras.io/api/layers/activation_layers/elu/
 */
export const ELU = callableClass(ELUClass)
export type ELU = ELUClass
