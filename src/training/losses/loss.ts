import { tf } from '../../engine/index.js'
import { CallableObject } from '../../support/callable.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { checkInheritedOptions } from '../../support/inherited-options.js'
import type { Config } from '../../support/registry.js'
import { type GivenTensor, givenTensor } from '../given-tensor.js'
import { checkReduction, type Reduction, reduceWeighted, toSameRank } from './reduction.js'

export interface LossOptions {
  name?: string | null
  /** Default `sum_over_batch_size`. */
  reduction?: Reduction
}

/** Losses of single samples, from targets and predictions of a batch. */
export type LossFunction = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor

export interface Loss {
  (yTrue: GivenTensor, yPred: GivenTensor): tf.Tensor
  (yTrue: GivenTensor, yPred: GivenTensor, sampleWeight: GivenTensor | null | undefined): tf.Tensor
}

/**
 * The base of losses. A subclass computes one value per sample in `call`. An instance is a function of targets,
 * predictions and weights of samples, which gives the loss of the batch.
 *
 * @example
 * class Quartic extends Loss {
 *   static override readonly className = 'Quartic'
 *   call(yTrue: tf.Tensor, yPred: tf.Tensor) { return tf.mean(tf.pow(tf.sub(yTrue, yPred), 4), -1) }
 * }
 * @see https://keras.io/api/losses/
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the interface of the same name gives instances their call signature
export abstract class Loss extends CallableObject {
  /** The name in Keras and in files. */
  static readonly className: string = 'Loss'
  /** Where it is kept. */
  static readonly family: string = 'losses'
  /** Its settings that are floats in Keras, as files spell them; those of a class that it extends are known. */
  static readonly floatSettings: readonly string[] = []
  readonly name: string
  readonly reduction: Reduction

  constructor(
    { name, reduction = 'sum_over_batch_size', ...others }: LossOptions = {},
    defaultName = 'loss',
  ) {
    super()
    checkInheritedOptions(this, 'losses', others)
    this.name = name ?? defaultName
    this.reduction = checkReduction(this.name, reduction)
  }

  /** The losses of single samples: the shape of the predictions without the last axis. */
  abstract call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor

  /** Which of the values of `call` count; for losses that ignore some targets. */
  protected callMask(_yTrue: tf.Tensor, _yPred: tf.Tensor): tf.Tensor | null {
    return null
  }

  /**
   * The loss of a batch. Intermediate tensors are the caller's to clean up (`tf.tidy`).
   *
   * @param sampleWeight factors of the shape of the losses per sample
   * @param mask which predictions count
   * @returns a scalar; for the reduction `none`, one value per sample
   */
  compute(
    yTrue: tf.Tensor,
    yPred: tf.Tensor,
    sampleWeight?: tf.Tensor | null,
    mask?: tf.Tensor | null,
  ): tf.Tensor {
    // class numbers stay integers
    const targets = yTrue.dtype === 'bool' ? floats(yTrue) : yTrue
    const predictions = floats(yPred)
    const own = this.callMask(targets, predictions)
    const both = own && mask ? tf.logicalAnd(tf.cast(mask, 'bool'), own) : (own ?? mask)
    return reduceWeighted(this.call(targets, predictions), this.reduction, sampleWeight, both)
  }

  protected override invoke(yTrue: GivenTensor, yPred: GivenTensor, weight?: GivenTensor | null): tf.Tensor {
    return tf.tidy(() =>
      this.compute(givenTensor(yTrue), givenTensor(yPred), weight ? givenTensor(weight) : null),
    )
  }

  getConfig(): Config {
    return { name: this.name, reduction: this.reduction }
  }
}

/** A loss made of a function of targets and predictions, which get the same rank first. */
export class FunctionLoss extends Loss {
  static override readonly className: string = 'LossFunctionWrapper'

  constructor(
    readonly fn: LossFunction,
    options: LossOptions = {},
    defaultName = fn.name || 'loss',
  ) {
    super(options, defaultName)
  }

  override call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return this.fn(...toSameRank(yTrue, yPred))
  }
}

/** The class of a loss that has no options of its own. */
export function plainLoss(
  className: string,
  name: string,
  fn: LossFunction,
): Constructible<FunctionLoss, LossOptions> {
  class PlainLoss extends FunctionLoss {
    static override readonly className: string = className

    constructor(options: LossOptions = {}) {
      super(fn, options, name)
    }
  }
  return constructible<FunctionLoss, LossOptions>(PlainLoss)
}

/** Targets as float32, as Keras computes with them. */
export const floats = (t: tf.Tensor): tf.Tensor => (t.dtype === 'float32' ? t : tf.cast(t, 'float32'))

/** The smallest probability or divisor that losses compute with. */
export const EPSILON = 1e-7
