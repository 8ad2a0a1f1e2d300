/** Running means of losses; classes have the names that Keras gives them among the metrics. */
import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import { cosineSimilarity } from '../losses/cosine-similarity.js'
import { categoricalHinge, hinge, squaredHinge } from '../losses/hinge.js'
import { klDivergence } from '../losses/kl-divergence.js'
import { floats } from '../losses/loss.js'
import { toSameRank } from '../losses/reduction.js'
import {
  logCosh,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  meanSquaredLogarithmicError,
  poisson,
} from '../losses/regression.js'
import { FunctionMetric, plainMetric } from './function-metric.js'
import { MeanMetric } from './mean.js'
import type { MetricOptions } from './metric.js'

type Fn = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor

/** A function that gets targets and predictions of the same rank. */
const sameRank =
  (fn: Fn): Fn =>
  (yTrue, yPred) =>
    fn(...toSameRank(yTrue, yPred))

/** @see https://keras.io/api/metrics/regression_metrics/#meansquarederror-class */
export const MeanSquaredErrorMetric = plainMetric(
  'MeanSquaredError',
  'mean_squared_error',
  'down',
  sameRank(meanSquaredError),
)

/** @see https://keras.io/api/metrics/regression_metrics/#meanabsoluteerror-class */
export const MeanAbsoluteErrorMetric = plainMetric(
  'MeanAbsoluteError',
  'mean_absolute_error',
  'down',
  sameRank(meanAbsoluteError),
)

/** @see https://keras.io/api/metrics/regression_metrics/#meanabsolutepercentageerror-class */
export const MeanAbsolutePercentageErrorMetric = plainMetric(
  'MeanAbsolutePercentageError',
  'mean_absolute_percentage_error',
  'down',
  sameRank(meanAbsolutePercentageError),
)

/** @see https://keras.io/api/metrics/regression_metrics/#meansquaredlogarithmicerror-class */
export const MeanSquaredLogarithmicErrorMetric = plainMetric(
  'MeanSquaredLogarithmicError',
  'mean_squared_logarithmic_error',
  'down',
  sameRank(meanSquaredLogarithmicError),
)

/** @see https://keras.io/api/metrics/regression_metrics/#logcosherror-class */
export const LogCoshError = plainMetric('LogCoshError', 'logcosh', 'down', sameRank(logCosh))

/** @see https://keras.io/api/metrics/probabilistic_metrics/#poisson-class */
export const PoissonMetric = plainMetric('Poisson', 'poisson', undefined, poisson)

/** @see https://keras.io/api/metrics/probabilistic_metrics/#kldivergence-class */
export const KLDivergenceMetric = plainMetric('KLDivergence', 'kl_divergence', undefined, klDivergence)

/** @see https://keras.io/api/metrics/hinge_metrics/#hinge-class */
export const HingeMetric = plainMetric('Hinge', 'hinge', 'down', hinge)

/** @see https://keras.io/api/metrics/hinge_metrics/#squaredhinge-class */
export const SquaredHingeMetric = plainMetric('SquaredHinge', 'squared_hinge', 'down', squaredHinge)

/** @see https://keras.io/api/metrics/hinge_metrics/#categoricalhinge-class */
export const CategoricalHingeMetric = plainMetric(
  'CategoricalHinge',
  'categorical_hinge',
  'down',
  categoricalHinge,
)

class RootMeanSquaredErrorClass extends MeanMetric {
  static override readonly className: string = 'RootMeanSquaredError'
  override readonly direction = 'down'

  constructor(options: MetricOptions = {}) {
    super(options, 'root_mean_squared_error')
  }

  override updateState(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor | null): void {
    tf.tidy(() => {
      const [target, prediction] = toSameRank(floats(yTrue), yPred)
      this.addValues(tf.square(tf.sub(prediction, target)), sampleWeight)
    })
  }

  override result(): tf.Tensor {
    return tf.tidy(() => tf.sqrt(super.result()))
  }
}

/**
 * The root of the mean of squared errors.
 *
 * @see https://keras.io/api/metrics/regression_metrics/#rootmeansquarederror-class
 */
export const RootMeanSquaredError: Constructible<RootMeanSquaredErrorClass, MetricOptions, [name: string]> =
  constructible(RootMeanSquaredErrorClass, ['name'])
export type RootMeanSquaredError = RootMeanSquaredErrorClass

export interface CosineSimilarityMetricOptions extends MetricOptions {
  /** Default -1. */
  axis?: number
}

class CosineSimilarityMetricClass extends FunctionMetric {
  static override readonly className: string = 'CosineSimilarity'

  constructor({ axis = -1, ...options }: CosineSimilarityMetricOptions = {}) {
    const fn: Fn = sameRank((yTrue, yPred) => tf.neg(cosineSimilarity(yTrue, yPred, { axis })))
    super(fn, options, { name: 'cosine_similarity', direction: 'up' })
  }

  override getConfig(): Config {
    return super.getConfig()
  }
}

/**
 * The cosine of the angle between targets and predictions: 1 where they point the same way.
 *
 * @param axis default -1
 * @see https://keras.io/api/metrics/regression_metrics/#cosinesimilarity-class
 */
export const CosineSimilarityMetric: Constructible<
  CosineSimilarityMetricClass,
  CosineSimilarityMetricOptions
> = constructible(CosineSimilarityMetricClass)
