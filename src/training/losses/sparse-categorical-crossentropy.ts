import type { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import {
  countedMask,
  type SparseCrossentropyFunctionOptions,
  sparseCategoricalCrossentropy,
} from './crossentropy.js'
import { Loss, type LossOptions } from './loss.js'

export interface SparseCategoricalCrossentropyOptions
  extends SparseCrossentropyFunctionOptions,
    LossOptions {}

class SparseCategoricalCrossentropyClass extends Loss {
  static override readonly className: string = 'SparseCategoricalCrossentropy'
  readonly fromLogits: boolean
  readonly ignoreClass: number | null

  constructor(options: SparseCategoricalCrossentropyOptions = {}) {
    super(options, 'sparse_categorical_crossentropy')
    this.fromLogits = options.fromLogits ?? false
    this.ignoreClass = options.ignoreClass ?? null
  }

  override call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return sparseCategoricalCrossentropy(yTrue, yPred, this)
  }

  protected override callMask(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor | null {
    return this.ignoreClass === null ? null : countedMask(yTrue, yPred, this.ignoreClass)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), from_logits: this.fromLogits, ignore_class: this.ignoreClass }
  }
}

/**
 * For targets that are class numbers: `-log(yPred[yTrue])`.
 *
 * yTrue: [batch, ...] or [batch, ..., 1]; yPred: [batch, ..., classes]; one loss per [batch, ...].
 *
 * @param fromLogits whether predictions are any numbers, not probabilities; default false
 * @param ignoreClass targets of this class do not count; default: none
 * @throws KeratinError `SHAPE` if the shapes do not fit, as with one-hot targets
 * @example model.compile({ optimizer: 'adam', loss: SparseCategoricalCrossentropy({ fromLogits: true }) })
 * @see https://keras.io/api/losses/probabilistic_losses/#sparsecategoricalcrossentropy-class
 */
export const SparseCategoricalCrossentropy: Constructible<
  SparseCategoricalCrossentropyClass,
  SparseCategoricalCrossentropyOptions,
  [fromLogits: boolean]
> = constructible(SparseCategoricalCrossentropyClass, ['fromLogits', 'ignoreClass'])
export type SparseCategoricalCrossentropy = SparseCategoricalCrossentropyClass
