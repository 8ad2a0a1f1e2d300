/** How well predictions go along with targets. */
import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import { toSameRank } from '../losses/reduction.js'
import { FunctionMetric } from './function-metric.js'
import type { MetricOptions } from './metric.js'

export interface CorrelationOptions extends MetricOptions {
  /** The axis along which values belong together. Default -1. */
  axis?: number
}

const spread = (x: tf.Tensor, axis: number) => {
  const mean = tf.mean(x, axis, true)
  const centred = tf.sub(x, mean)
  return { mean, centred, variance: tf.mean(tf.square(centred), axis, true) }
}

/** Pearson's correlation along an axis (default -1): -1 to 1. */
export function pearsonCorrelation(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { axis = -1 }: { axis?: number } = {},
): tf.Tensor {
  const [y, p] = toSameRank(yTrue, yPred)
  const [a, b] = [spread(y, axis), spread(p, axis)]
  const normal = ({ centred, variance }: typeof a) => tf.div(centred, tf.sqrt(variance))
  return tf.mean(tf.mul(normal(a), normal(b)), axis)
}

/** Lin's concordance correlation along an axis (default -1): as Pearson's, but lower where scale or mean differ. */
export function concordanceCorrelation(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { axis = -1 }: { axis?: number } = {},
): tf.Tensor {
  const [y, p] = toSameRank(yTrue, yPred)
  const [a, b] = [spread(y, axis), spread(p, axis)]
  const covariance = tf.mul(tf.sub(y, b.mean), b.centred)
  const norm = tf.add(tf.add(a.variance, b.variance), tf.squaredDifference(a.mean, b.mean))
  return tf.mean(tf.div(tf.mul(covariance, 2), tf.add(norm, 1e-7)), axis)
}

function correlation(className: string, name: string, fn: typeof pearsonCorrelation) {
  class CorrelationClass extends FunctionMetric {
    static override readonly className: string = className
    readonly axis: number

    constructor({ axis = -1, ...options }: CorrelationOptions = {}) {
      super((yTrue, yPred) => fn(yTrue, yPred, { axis }), options, { name, direction: 'up' })
      this.axis = axis
    }

    override getConfig(): Config {
      return { ...super.getConfig(), axis: this.axis }
    }
  }
  return constructible(CorrelationClass, ['name']) as Constructible<FunctionMetric, CorrelationOptions>
}

/** The mean of Pearson's correlation. @see https://keras.io/api/metrics/regression_metrics/#pearsoncorrelation-class */
export const PearsonCorrelation = correlation('PearsonCorrelation', 'pearson_correlation', pearsonCorrelation)

/** The mean of Lin's concordance correlation. @see https://keras.io/api/metrics/regression_metrics/#concordancecorrelation-class */
export const ConcordanceCorrelation = correlation(
  'ConcordanceCorrelation',
  'concordance_correlation',
  concordanceCorrelation,
)
