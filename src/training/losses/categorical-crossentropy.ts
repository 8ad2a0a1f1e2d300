import type { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import {
  binaryCrossentropy,
  type CrossentropyFunctionOptions,
  categoricalCrossentropy,
} from './crossentropy.js'
import { FunctionLoss, type LossOptions } from './loss.js'

export interface CrossentropyOptions extends CrossentropyFunctionOptions, LossOptions {}

type OptionsFunction = (yTrue: tf.Tensor, yPred: tf.Tensor, options: CrossentropyFunctionOptions) => tf.Tensor

/** The base of crossentropies with the options `fromLogits`, `labelSmoothing` and `axis`. */
export class CrossentropyLoss extends FunctionLoss {
  readonly fromLogits: boolean
  readonly labelSmoothing: number
  readonly axis: number

  constructor(fn: OptionsFunction, options: CrossentropyOptions, defaultName: string) {
    const { fromLogits = false, labelSmoothing = 0, axis = -1, ...rest } = options
    super((yTrue, yPred) => fn(yTrue, yPred, { fromLogits, labelSmoothing, axis }), rest, defaultName)
    this.fromLogits = fromLogits
    this.labelSmoothing = labelSmoothing
    this.axis = axis
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      from_logits: this.fromLogits,
      label_smoothing: this.labelSmoothing,
      axis: this.axis,
    }
  }
}

class CategoricalCrossentropyClass extends CrossentropyLoss {
  static override readonly className: string = 'CategoricalCrossentropy'
  static override readonly floatSettings: readonly string[] = ['label_smoothing']

  constructor(options: CrossentropyOptions = {}) {
    super(categoricalCrossentropy, options, 'categorical_crossentropy')
  }
}

class BinaryCrossentropyClass extends CrossentropyLoss {
  static override readonly className: string = 'BinaryCrossentropy'
  static override readonly floatSettings: readonly string[] = ['label_smoothing']

  constructor(options: CrossentropyOptions = {}) {
    super(binaryCrossentropy, options, 'binary_crossentropy')
  }
}

/**
 * For one-hot targets: `-sum(yTrue * log(yPred))`.
 *
 * yTrue, yPred: [batch, ..., classes]; one loss per [batch, ...].
 *
 * @param fromLogits whether predictions are any numbers, not probabilities; default false
 * @param labelSmoothing how far targets are moved towards equal probabilities; default 0
 * @param axis the axis of the classes; default -1
 * @throws KeratinError `SHAPE` if targets and predictions have different shapes
 * @example model.compile({ optimizer: 'adam', loss: CategoricalCrossentropy({ labelSmoothing: 0.1 }) })
 * @see https://keras.io/api/losses/probabilistic_losses/#categoricalcrossentropy-class
 */
export const CategoricalCrossentropy: Constructible<
  CategoricalCrossentropyClass,
  CrossentropyOptions,
  [fromLogits: boolean]
> = constructible(CategoricalCrossentropyClass, ['fromLogits', 'labelSmoothing', 'axis'])
export type CategoricalCrossentropy = CategoricalCrossentropyClass

/**
 * For targets 0 and 1: `mean(-yTrue * log(yPred) - (1 - yTrue) * log(1 - yPred))`.
 *
 * yTrue, yPred: [batch, ..., n]; one loss per [batch, ...].
 *
 * @param fromLogits whether predictions are any numbers, not probabilities; default false
 * @param labelSmoothing how far targets are moved towards 0.5; default 0
 * @param axis the axis of the mean; default -1
 * @throws KeratinError `SHAPE` if targets and predictions have different shapes
 * @example model.compile({ optimizer: 'adam', loss: BinaryCrossentropy({ fromLogits: true }) })
 * @see https://keras.io/api/losses/probabilistic_losses/#binarycrossentropy-class
 */
export const BinaryCrossentropy: Constructible<
  BinaryCrossentropyClass,
  CrossentropyOptions,
  [fromLogits: boolean]
> = constructible(BinaryCrossentropyClass, ['fromLogits', 'labelSmoothing', 'axis'])
export type BinaryCrossentropy = BinaryCrossentropyClass
