import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { FunctionLoss, type LossOptions } from './loss.js'

/** `(1 - p^q) / q`, with p the probability of the right class. */
export function categoricalGeneralizedCrossEntropy(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { q = 0.5 }: { q?: number } = {},
): tf.Tensor {
  const target = tf.cast(tf.oneHot(tf.cast(yTrue, 'int32'), yPred.shape.at(-1)!), 'float32')
  const p = tf.sum(tf.mul(yPred, target), -1)
  return tf.div(tf.sub(1, tf.pow(p, q)), q)
}

export interface CategoricalGeneralizedCrossEntropyOptions extends LossOptions {
  /** Between 0 (crossentropy) and 1 (mean absolute error). Default 0.5. */
  q?: number
}

class CategoricalGeneralizedCrossEntropyClass extends FunctionLoss {
  static override readonly className: string = 'CategoricalGeneralizedCrossEntropy'
  static override readonly floatSettings: readonly string[] = ['q']
  readonly q: number

  constructor({ q = 0.5, ...options }: CategoricalGeneralizedCrossEntropyOptions = {}) {
    if (!(q > 0 && q < 1))
      throw argumentError('CategoricalGeneralizedCrossEntropy', 'between 0 and 1', 'q', q)
    const fn = (yTrue: tf.Tensor, yPred: tf.Tensor) => categoricalGeneralizedCrossEntropy(yTrue, yPred, { q })
    super(fn, options, 'categorical_generalized_cross_entropy')
    this.q = q
  }

  override getConfig(): Config {
    return { ...super.getConfig(), q: this.q }
  }
}

/**
 * For class numbers some of which are wrong: `(1 - p^q) / q`, with p the probability of the given class.
 *
 * @param q between 0 and 1; default 0.5
 * @throws KeratinError `ARGUMENT` for another q
 * @see https://keras.io/api/losses/probabilistic_losses/
 */
export const CategoricalGeneralizedCrossEntropy: Constructible<
  CategoricalGeneralizedCrossEntropyClass,
  CategoricalGeneralizedCrossEntropyOptions,
  [q: number]
> = constructible(CategoricalGeneralizedCrossEntropyClass, ['q'])
export type CategoricalGeneralizedCrossEntropy = CategoricalGeneralizedCrossEntropyClass
