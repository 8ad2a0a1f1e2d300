import { tf, type Variable } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { argumentError, KeratinError, showShape } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { toSameRank } from '../losses/reduction.js'
import { Metric, type MetricOptions } from './metric.js'

const aggregations = ['uniform_average', 'variance_weighted_average', null] as const

export interface R2ScoreOptions extends MetricOptions {
  /** How the scores of outputs become one; null keeps them. Default `uniform_average`. */
  classAggregation?: (typeof aggregations)[number]
  /** Number of variables the predictions come from, for the adjusted score. Default 0: not adjusted. */
  numRegressors?: number
}

interface State {
  squaredSum: Variable
  sum: Variable
  residual: Variable
  count: Variable
}

class R2ScoreClass extends Metric {
  static override readonly className: string = 'R2Score'
  override readonly direction = 'up'
  readonly classAggregation: (typeof aggregations)[number]
  readonly numRegressors: number
  readonly #numSamples = this.addVariable('num_samples')
  #state: State | undefined

  constructor(options: R2ScoreOptions = {}) {
    super(options, 'r2_score')
    const { classAggregation = 'uniform_average', numRegressors = 0 } = options
    if (!aggregations.includes(classAggregation)) {
      const known = 'null, "uniform_average" or "variance_weighted_average"'
      throw argumentError('R2Score', known, 'classAggregation', classAggregation)
    }
    if (!(numRegressors >= 0))
      throw argumentError('R2Score', 'a number that is not negative', 'numRegressors', numRegressors)
    this.classAggregation = classAggregation
    this.numRegressors = numRegressors
  }

  override updateState(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor | null): void {
    tf.tidy(() => {
      const [y, predicted] = toSameRank(tf.cast(yTrue, 'float32'), tf.cast(yPred, 'float32'))
      if (y.rank !== 2 || predicted.rank !== 2) {
        throw new KeratinError(
          'SHAPE',
          `R2Score expects targets and predictions of shape [batch, outputs]. Received: ${showShape(yTrue.shape)} and ${showShape(yPred.shape)}.`,
        )
      }
      const outputs = predicted.shape[1]!
      this.#state ??= {
        squaredSum: this.addVariable('squared_sum', [outputs]),
        sum: this.addVariable('sum', [outputs]),
        residual: this.addVariable('residual', [outputs]),
        count: this.addVariable('count', [outputs]),
      }
      const { squaredSum, sum, residual, count } = this.#state
      const given = sampleWeight ?? tf.scalar(1)
      const weight = tf.broadcastTo(given.rank === 1 ? tf.expandDims(given, 1) : given, y.shape)
      const weighted = tf.mul(y, weight)
      this.addTo(sum, tf.sum(weighted, 0))
      this.addTo(squaredSum, tf.sum(tf.mul(y, weighted), 0))
      this.addTo(residual, tf.sum(tf.mul(tf.squaredDifference(y, predicted), weight), 0))
      this.addTo(count, tf.sum(weight, 0))
      this.addTo(this.#numSamples, y.size)
    })
  }

  override result(): tf.Tensor {
    if (!this.#state) return tf.scalar(0)
    const { squaredSum, sum, residual, count } = this.#state
    return tf.tidy(() => {
      const total = tf.sub(squaredSum.read(), tf.div(tf.square(sum.read()), count.read()))
      const raw = tf.sub(1, tf.div(residual.read(), total))
      const scores = tf.where(tf.isInf(raw), tf.zerosLike(raw), raw)
      return this.#adjusted(this.#aggregated(scores, total))
    })
  }

  #aggregated(scores: tf.Tensor, total: tf.Tensor): tf.Tensor {
    if (this.classAggregation === null) return scores
    if (this.classAggregation === 'uniform_average') return tf.mean(scores)
    return tf.div(tf.sum(tf.mul(total, scores)), tf.sum(total))
  }

  #adjusted(score: tf.Tensor): tf.Tensor {
    if (this.numRegressors === 0) return score
    const n = this.#numSamples.read()
    const rest = tf.sub(tf.sub(n, this.numRegressors), 1)
    const adjusted = tf.sub(1, tf.div(tf.mul(tf.sub(1, score), tf.sub(n, 1)), rest))
    // with too few samples for so many variables, the plain score
    return tf.where(tf.broadcastTo(tf.greater(rest, 0), score.shape), adjusted, score)
  }

  override getConfig(): Config {
    const { classAggregation, numRegressors } = this
    return {
      ...super.getConfig(),
      class_aggregation: classAggregation,
      num_regressors: numRegressors,
    }
  }
}

/**
 * The share of the targets' variance that the predictions explain: `1 - Σ(y - p)² / Σ(y - mean(y))²`.
 *
 * @param classAggregation `uniform_average` (default), `variance_weighted_average`, or null for a score of each output
 * @param numRegressors number of variables the predictions come from, for the adjusted score. Default 0: not adjusted
 * @throws KeratinError `ARGUMENT` for another aggregation; `SHAPE` if targets and predictions are not `[batch, outputs]`
 * @see https://keras.io/api/metrics/regression_metrics/#r2score-class
 */
export const R2Score: Constructible<R2ScoreClass, R2ScoreOptions> = constructible(R2ScoreClass, [
  'classAggregation',
  'numRegressors',
  'name',
])
export type R2Score = R2ScoreClass
