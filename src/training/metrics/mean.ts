import { tf, type Variable } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { divideNoNan } from '../losses/reduction.js'
import { Metric, type MetricOptions } from './metric.js'
import { toSamplewise } from './samplewise.js'

/** The base of running means; `Mean` is one of values given. */
export abstract class MeanMetric extends Metric {
  readonly total: Variable = this.addVariable('total')
  readonly count: Variable = this.addVariable('count')

  /**
   * Counts values.
   *
   * @param valueMask which values count, where weights are given
   */
  protected addValues(
    values: tf.Tensor,
    sampleWeight?: tf.Tensor | null,
    valueMask?: tf.Tensor | null,
  ): void {
    const perSample = toSamplewise(values, sampleWeight, (x, axes) => tf.mean(x, axes), valueMask)
    this.addTo(this.total, tf.sum(perSample.values))
    const { weights } = perSample
    this.addTo(this.count, weights ? tf.sum(weights) : (perSample.values.shape[0] ?? 1))
  }

  override result(): tf.Tensor {
    return tf.tidy(() => divideNoNan(this.total.read(), this.count.read()))
  }
}

class MeanClass extends MeanMetric {
  static override readonly className: string = 'Mean'

  constructor(options: MetricOptions = {}) {
    super(options, 'mean')
  }

  /** Counts values. */
  override updateState(values: tf.Tensor, sampleWeight?: tf.Tensor | null): void {
    tf.tidy(() => this.addValues(values, sampleWeight))
  }
}

class SumClass extends Metric {
  static override readonly className: string = 'Sum'
  readonly total: Variable = this.addVariable('total')

  constructor(options: MetricOptions = {}) {
    super(options, 'sum')
  }

  /** Counts values. */
  override updateState(values: tf.Tensor, sampleWeight?: tf.Tensor | null): void {
    tf.tidy(() =>
      this.addTo(this.total, tf.sum(toSamplewise(values, sampleWeight, (x, axes) => tf.sum(x, axes)).values)),
    )
  }

  override result(): tf.Tensor {
    return this.total.read().clone()
  }
}

/**
 * The weighted mean of values.
 *
 * @param name default `mean`
 * @example
 * const loss = Mean({ name: 'loss' })
 * loss.updateState(tf.tensor([1, 3]))
 * loss.result() // 2
 * @see https://keras.io/api/metrics/reduction_metrics/#mean-class
 */
export const Mean: Constructible<MeanClass, MetricOptions, [name: string]> = constructible(MeanClass, [
  'name',
])
export type Mean = MeanClass

/**
 * The weighted sum of values.
 *
 * @param name default `sum`
 * @see https://keras.io/api/metrics/reduction_metrics/#sum-class
 */
export const Sum: Constructible<SumClass, MetricOptions, [name: string]> = constructible(SumClass, ['name'])
export type Sum = SumClass
