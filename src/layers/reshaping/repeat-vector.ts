import { tf } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

interface RepeatVectorOptions extends LayerOptions {
  n?: number
}

class RepeatVectorClass extends Layer {
  static override readonly className = 'RepeatVector'
  readonly n: number

  constructor(n: number, options?: RepeatVectorOptions)
  constructor(options: RepeatVectorOptions & { n: number })
  constructor(...args: unknown[]) {
    const options = named<RepeatVectorOptions>(['n'], args, new.target.className)
    super(options)
    const { n } = options
    if (!Number.isInteger(n) || n! <= 0) throw argumentError('RepeatVector', 'a positive integer', 'n', n)
    this.n = n!
    this.inputSpec = { ndim: 2 }
  }

  override call(x: tf.Tensor): tf.Tensor {
    return tf.tile(tf.expandDims(x, 1), [1, this.n, 1])
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const [batch, features] = oneShape(inputShape)
    return [batch!, this.n, features!]
  }

  override getConfig(): Config {
    return { ...super.getConfig(), n: this.n }
  }
}

/**
 * Repeats each vector n times, as steps of a sequence.
 *
 * @param n how often
 *
 * Input shape: `[batch, features]`. Output shape: `[batch, n, features]`.
 *
 * @throws KeratinError `ARGUMENT` if n is no positive integer
 * @example const y = RepeatVector(3)(Input({ shape: [32] })) // [null, 3, 32]
 * @see https://keras.io/api/layers/reshaping_layers/repeat_vector/
 */
export const RepeatVector = callableClass(RepeatVectorClass)
export type RepeatVector = RepeatVectorClass
