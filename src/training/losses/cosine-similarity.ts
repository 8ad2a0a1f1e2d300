import { l2Normalize } from '../../engine/differentiable.js'
import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { FunctionLoss, floats, type LossOptions } from './loss.js'

/** Minus the cosine of the angle between targets and predictions along an axis. */
export const cosineSimilarity = (
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { axis = -1 }: { axis?: number } = {},
): tf.Tensor => tf.neg(tf.sum(tf.mul(l2Normalize(floats(yTrue), axis), l2Normalize(yPred, axis)), axis))

export interface CosineSimilarityOptions extends LossOptions {
  /** Default -1. */
  axis?: number
}

class CosineSimilarityClass extends FunctionLoss {
  static override readonly className: string = 'CosineSimilarity'

  constructor({ axis = -1, ...options }: CosineSimilarityOptions = {}) {
    super((yTrue, yPred) => cosineSimilarity(yTrue, yPred, { axis }), options, 'cosine_similarity')
  }
}

/**
 * `-sum(yTrue / |yTrue| * yPred / |yPred|)`: -1 where they point the same way, 1 where opposite.
 *
 * @param axis default -1
 * @see https://keras.io/api/losses/regression_losses/#cosinesimilarity-class
 */
export const CosineSimilarity: Constructible<CosineSimilarityClass, CosineSimilarityOptions> =
  constructible(CosineSimilarityClass)
export type CosineSimilarity = CosineSimilarityClass
