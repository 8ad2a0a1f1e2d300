/** Numbers of true and false, positive and negative predictions. */
import type { tf } from '../../../engine/index.js'
import { type Constructible, constructible } from '../../../support/constructible.js'
import type { Config } from '../../../support/registry.js'
import type { MetricOptions } from '../metric.js'
import { ConfusionMetric, type CountName, single } from './confusion-metric.js'
import { thresholdList } from './thresholds.js'

export interface CountMetricOptions extends MetricOptions {
  /** Above which a prediction is positive; several give a number each. Default 0.5. */
  thresholds?: number | readonly number[] | null
}

abstract class ConditionCount extends ConfusionMetric {
  static override readonly floatSettings: readonly string[] = ['thresholds']
  readonly thresholds: number | readonly number[] | null
  protected readonly counting

  constructor(
    options: CountMetricOptions,
    className: string,
    readonly condition: CountName,
  ) {
    super(options, condition)
    this.thresholds = options.thresholds ?? null
    const thresholds = thresholdList(className, this.thresholds, 0.5)
    this.counting = { thresholds }
    this.addCounts([condition], [thresholds.length], 'accumulator')
  }

  override result(): tf.Tensor {
    return single(this.count(this.condition))
  }

  override getConfig(): Config {
    return { ...super.getConfig(), thresholds: this.thresholds }
  }
}

type CountMetric = Constructible<ConditionCount, CountMetricOptions, [thresholds: number]>

function countMetric(className: string, condition: CountName): CountMetric {
  class ConditionCountClass extends ConditionCount {
    static override readonly className = className

    constructor(options: CountMetricOptions = {}) {
      super(options, className, condition)
    }
  }
  return constructible<ConditionCount, CountMetricOptions, [thresholds: number]>(ConditionCountClass, [
    'thresholds',
  ])
}

/** How many positive targets are predicted positive. @see https://keras.io/api/metrics/classification_metrics/#truepositives-class */
export const TruePositives = countMetric('TruePositives', 'true_positives')

/** How many negative targets are predicted negative. @see https://keras.io/api/metrics/classification_metrics/#truenegatives-class */
export const TrueNegatives = countMetric('TrueNegatives', 'true_negatives')

/** How many negative targets are predicted positive. @see https://keras.io/api/metrics/classification_metrics/#falsepositives-class */
export const FalsePositives = countMetric('FalsePositives', 'false_positives')

/** How many positive targets are predicted negative. @see https://keras.io/api/metrics/classification_metrics/#falsenegatives-class */
export const FalseNegatives = countMetric('FalseNegatives', 'false_negatives')
