import { constantOf, tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { Loss, type LossOptions } from './loss.js'

export interface CircleFunctionOptions {
  /** How steep it is. Default 80. */
  gamma?: number
  /** How far apart similar and dissimilar pairs should be. Default 0.4. */
  margin?: number
  /** Whether a sample is no partner of itself. Default true. */
  removeDiagonal?: boolean
}

// so low that its exponential is 0 beside any other value
const NEVER = -1e30

/**
 * For each sample, how far from it samples of the same label are, and how near those of others.
 *
 * @param yTrue [batch] labels
 * @param yPred [batch, dim] embeddings of length 1
 */
export function circle(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { gamma = 80, margin = 0.4, removeDiagonal = true }: CircleFunctionOptions = {},
): tf.Tensor {
  const labels = tf.cast(tf.reshape(yTrue, [-1, 1]), 'float32')
  const distances = tf.maximum(tf.sub(1, tf.matMul(yPred, yPred, false, true)), 0)
  const same = tf.cast(tf.equal(labels, tf.transpose(labels)), 'float32')
  const positive = removeDiagonal ? tf.mul(same, tf.sub(1, tf.eye(yPred.shape[0]!))) : same
  const negative = tf.sub(1, same)
  const spread = (mask: tf.Tensor, weights: tf.Tensor, delta: number, factor: number) => {
    const scaled = tf.mul(tf.mul(tf.relu(tf.mul(weights, mask)), tf.sub(delta, distances)), factor)
    return tf.logSumExp(tf.add(tf.mul(scaled, mask), tf.mul(tf.sub(1, mask), NEVER)), 1)
  }
  const near = spread(positive, tf.add(distances, margin), margin, -gamma)
  const far = spread(negative, tf.sub(1 + margin, distances), 1 - margin, gamma)
  return tf.softplus(tf.add(near, far))
}

export interface CircleOptions extends LossOptions, CircleFunctionOptions {}

class CircleClass extends Loss {
  static override readonly className: string = 'Circle'
  static override readonly floatSettings: readonly string[] = ['gamma', 'margin']
  readonly gamma: number
  readonly margin: number
  readonly removeDiagonal: boolean

  constructor({ gamma = 80, margin = 0.4, removeDiagonal = true, ...options }: CircleOptions = {}) {
    super(options, 'circle')
    if (!(gamma > 0)) throw argumentError('Circle', 'a positive number', 'gamma', gamma)
    this.gamma = gamma
    this.margin = margin
    this.removeDiagonal = removeDiagonal
  }

  override call(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    const { gamma, margin, removeDiagonal } = this
    return circle(yTrue, yPred, { gamma, margin, removeDiagonal })
  }

  /** Samples without partners, or whose loss is 0, do not count. */
  protected override callMask(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
    return constantOf(yPred, (p) => tf.greater(this.call(yTrue, p), 0))
  }

  override getConfig(): Config {
    const { gamma, margin, removeDiagonal } = this
    return { ...super.getConfig(), gamma, margin, remove_diagonal: removeDiagonal }
  }
}

/**
 * Draws embeddings of the same label together and those of others apart, most where they are most wrong.
 *
 * @param gamma how steep it is. Default 80
 * @param margin how far apart similar and dissimilar pairs should be. Default 0.4
 * @param removeDiagonal whether a sample is no partner of itself. Default true
 * @throws KeratinError `ARGUMENT` for a gamma that is not positive
 * @see https://keras.io/api/losses/probabilistic_losses/#circle-class
 */
export const Circle: Constructible<CircleClass, CircleOptions> = constructible(CircleClass)
export type Circle = CircleClass
