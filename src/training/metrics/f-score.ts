import { tf, type Variable } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { argumentError, KeratinError, showShape } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { Metric, type MetricOptions } from './metric.js'

const averages = [null, 'micro', 'macro', 'weighted'] as const

export interface F1ScoreOptions extends MetricOptions {
  /** How the scores of classes become one: `micro`, `macro`, `weighted`; null (default) keeps them. */
  average?: (typeof averages)[number]
  /** Above which a prediction is positive. Default: the largest one is. */
  threshold?: number | null
}

export interface FBetaScoreOptions extends F1ScoreOptions {
  /** How much more recall counts than precision. Default 1. */
  beta?: number
}

const EPSILON = 1e-7

class FBetaScoreClass extends Metric {
  static override readonly className: string = 'FBetaScore'
  static override readonly floatSettings: readonly string[] = ['beta', 'threshold']
  override readonly direction = 'up'
  readonly average: (typeof averages)[number]
  readonly beta: number
  readonly threshold: number | null
  #state: Variable[] = []

  constructor(options: FBetaScoreOptions = {}, defaultName = 'fbeta_score') {
    super(options, defaultName)
    const { average = null, beta = 1, threshold = null } = options
    if (!averages.includes(average))
      throw argumentError('FBetaScore', 'null, "micro", "macro" or "weighted"', 'average', average)
    if (!(beta > 0)) throw argumentError('FBetaScore', 'a positive number', 'beta', beta)
    if (threshold !== null && !(threshold > 0 && threshold <= 1))
      throw argumentError('FBetaScore', 'above 0 and at most 1', 'threshold', threshold)
    this.average = average
    this.beta = beta
    this.threshold = threshold
  }

  override updateState(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor | null): void {
    if (yTrue.rank !== 2 || yPred.rank !== 2) {
      throw new KeratinError(
        'SHAPE',
        `${(this.constructor as typeof FBetaScoreClass).className} expects targets and predictions of shape [batch, classes]. ` +
          `Received: ${showShape(yTrue.shape)} and ${showShape(yPred.shape)}.`,
      )
    }
    if (this.#state.length === 0) {
      const shape = this.average === 'micro' ? [] : [yPred.shape[1]!]
      const names = ['true_positives', 'false_positives', 'false_negatives', 'intermediate_weights']
      this.#state = names.map((name) => this.addVariable(name, shape))
    }
    tf.tidy(() => {
      const predicted = this.#positive(tf.cast(yPred, 'float32'))
      const real = tf.cast(yTrue, 'float32')
      const parts = [
        tf.mul(predicted, real),
        tf.mul(predicted, tf.sub(1, real)),
        tf.mul(tf.sub(1, predicted), real),
        real,
      ]
      parts.forEach((part, i) => {
        const weighted = sampleWeight ? tf.mul(part, tf.expandDims(sampleWeight, 1)) : part
        this.addTo(this.#state[i]!, this.average === 'micro' ? tf.sum(weighted) : tf.sum(weighted, 0))
      })
    })
  }

  #positive(yPred: tf.Tensor): tf.Tensor {
    if (this.threshold !== null) return tf.cast(tf.greater(yPred, this.threshold), 'float32')
    const largest = tf.greaterEqual(yPred, tf.max(yPred, -1, true))
    return tf.cast(tf.logicalAnd(largest, tf.greater(tf.abs(yPred), 1e-9)), 'float32')
  }

  override result(): tf.Tensor {
    if (this.#state.length === 0) return tf.scalar(0)
    return tf.tidy(() => {
      const [tp, fp, fn, weights] = this.#state.map((v) => v.read() as tf.Tensor) as [
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
        tf.Tensor,
      ]
      const precision = tf.div(tp, tf.add(tf.add(tp, fp), EPSILON))
      const recall = tf.div(tp, tf.add(tf.add(tp, fn), EPSILON))
      const square = this.beta ** 2
      const sum = tf.add(tf.mul(precision, square), recall)
      const scores = tf.mul(tf.div(tf.mul(precision, recall), tf.add(sum, EPSILON)), 1 + square)
      if (this.average === null) return scores
      if (this.average !== 'weighted') return tf.mean(scores)
      return tf.sum(tf.mul(scores, tf.div(weights, tf.add(tf.sum(weights), EPSILON))))
    })
  }

  override getConfig(): Config {
    const { average, beta, threshold } = this
    return { ...super.getConfig(), average, beta, threshold }
  }
}

class F1ScoreClass extends FBetaScoreClass {
  static override readonly className: string = 'F1Score'

  constructor(options: F1ScoreOptions = {}) {
    super({ ...options, beta: 1 }, 'f1_score')
  }

  override getConfig(): Config {
    const { beta: _, ...config } = super.getConfig()
    return config
  }
}

/**
 * The weighted harmonic mean of precision and recall: `(1 + β²) · p · r / (β² · p + r)`.
 *
 * @param average `micro`, `macro` or `weighted`; null (default) gives a score for each class
 * @param beta how much more recall counts than precision. Default 1
 * @param threshold above which a prediction is positive. Default: the largest one is
 * @throws KeratinError `ARGUMENT` for another average, a beta that is not positive or a threshold outside 0 to 1;
 *   `SHAPE` if targets and predictions are not `[batch, classes]`
 * @see https://keras.io/api/metrics/classification_metrics/#fbetascore-class
 */
export const FBetaScore: Constructible<FBetaScoreClass, FBetaScoreOptions> = constructible(FBetaScoreClass, [
  'average',
  'beta',
  'threshold',
  'name',
])
export type FBetaScore = FBetaScoreClass

/**
 * The harmonic mean of precision and recall: `2 · p · r / (p + r)`.
 *
 * @param average `micro`, `macro` or `weighted`; null (default) gives a score for each class
 * @param threshold above which a prediction is positive. Default: the largest one is
 * @throws KeratinError as FBetaScore
 * @see https://keras.io/api/metrics/classification_metrics/#f1score-class
 */
export const F1Score: Constructible<F1ScoreClass, F1ScoreOptions> = constructible(F1ScoreClass, [
  'average',
  'threshold',
  'name',
])
export type F1Score = F1ScoreClass
