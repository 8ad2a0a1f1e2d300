import { tf } from '../../../engine/index.js'
import { type Constructible, constructible } from '../../../support/constructible.js'
import type { Config } from '../../../support/registry.js'
import { divideNoNan } from '../../losses/reduction.js'
import type { CountMetricOptions } from './condition-counts.js'
import { ConfusionMetric, type CountName, single } from './confusion-metric.js'
import { NEVER, thresholdList } from './thresholds.js'

export interface PrecisionOptions extends CountMetricOptions {
  /** Only the k largest predictions of a sample count as positive. Default: those above the threshold. */
  topK?: number | null
  /** The only class that counts. Default: all. */
  classId?: number | null
}

/** The share of true positives among these and another count. */
abstract class TrueShare extends ConfusionMetric {
  static override readonly floatSettings: readonly string[] = ['thresholds']
  override readonly direction = 'up'
  readonly thresholds: number | readonly number[] | null
  readonly topK: number | null
  readonly classId: number | null
  protected readonly counting

  constructor(
    options: PrecisionOptions,
    name: string,
    readonly other: CountName,
  ) {
    super(options, name)
    const { thresholds = null, topK = null, classId = null } = options
    this.thresholds = thresholds
    this.topK = topK
    this.classId = classId
    const list = thresholdList(name, thresholds, topK === null ? 0.5 : NEVER)
    this.counting = { thresholds: list, topK, classId }
    this.addCounts(['true_positives', other], [list.length])
  }

  override result(): tf.Tensor {
    return tf.tidy(() => {
      const found = this.count('true_positives')
      return single(divideNoNan(found, tf.add(found, this.count(this.other))))
    })
  }

  override getConfig(): Config {
    const { thresholds, topK, classId } = this
    return { ...super.getConfig(), thresholds, top_k: topK, class_id: classId }
  }
}

class PrecisionClass extends TrueShare {
  static override readonly className: string = 'Precision'

  constructor(options: PrecisionOptions = {}) {
    super(options, 'precision', 'false_positives')
  }
}

class RecallClass extends TrueShare {
  static override readonly className: string = 'Recall'

  constructor(options: PrecisionOptions = {}) {
    super(options, 'recall', 'false_negatives')
  }
}

const positions = ['thresholds', 'topK', 'classId', 'name']

/**
 * How many of the positive predictions are right: `tp / (tp + fp)`.
 *
 * @param thresholds above which a prediction is positive; several give a value each. Default 0.5
 * @param topK only the k largest predictions of a sample count as positive, instead
 * @param classId the only class that counts. Default: all
 * @throws KeratinError `ARGUMENT` for a threshold outside 0 to 1
 * @see https://keras.io/api/metrics/classification_metrics/#precision-class
 */
export const Precision: Constructible<PrecisionClass, PrecisionOptions, [thresholds: number]> = constructible(
  PrecisionClass,
  positions,
)
export type Precision = PrecisionClass

/**
 * How many of the positive targets are found: `tp / (tp + fn)`.
 *
 * @param thresholds above which a prediction is positive; several give a value each. Default 0.5
 * @param topK only the k largest predictions of a sample count as positive, instead
 * @param classId the only class that counts. Default: all
 * @throws KeratinError `ARGUMENT` for a threshold outside 0 to 1
 * @see https://keras.io/api/metrics/classification_metrics/#recall-class
 */
export const Recall: Constructible<RecallClass, PrecisionOptions, [thresholds: number]> = constructible(
  RecallClass,
  positions,
)
export type Recall = RecallClass
