/** The best of one rate where another is at least so high, over thresholds. */
import { tf } from '../../../engine/index.js'
import { type Constructible, constructible } from '../../../support/constructible.js'
import { argumentError } from '../../../support/errors.js'
import { snakeCase } from '../../../support/names.js'
import type { Config } from '../../../support/registry.js'
import { divideNoNan } from '../../losses/reduction.js'
import type { MetricOptions } from '../metric.js'
import { ConfusionMetric, type CountName } from './confusion-metric.js'
import { evenThresholds } from './thresholds.js'

interface AtOptions extends MetricOptions {
  /** How many thresholds are tried. Default 200. */
  numThresholds?: number
  /** The only class that counts. Default: all. */
  classId?: number | null
}

type Rate = 'sensitivity' | 'specificity' | 'precision' | 'recall'
/** What a rate is the share of, and what else it is a share of the sum with. */
const rates: Record<Rate, [CountName, CountName]> = {
  sensitivity: ['true_positives', 'false_negatives'],
  recall: ['true_positives', 'false_negatives'],
  specificity: ['true_negatives', 'false_positives'],
  precision: ['true_positives', 'false_positives'],
}

abstract class AtConstraint extends ConfusionMetric {
  static override readonly floatSettings: readonly string[] = [
    'sensitivity',
    'specificity',
    'recall',
    'precision',
  ]
  override readonly direction = 'up'
  readonly numThresholds: number
  readonly classId: number | null
  readonly least: number
  protected readonly counting

  constructor(
    options: AtOptions & Partial<Record<Rate, number>>,
    className: string,
    readonly best: Rate,
    readonly constrained: Rate,
  ) {
    super(options, snakeCase(className))
    const { numThresholds = 200, classId = null } = options
    const least = options[constrained]
    if (!(least !== undefined && least >= 0 && least <= 1))
      throw argumentError(className, 'between 0 and 1', constrained, least)
    if (!Number.isInteger(numThresholds) || numThresholds <= 0)
      throw argumentError(className, 'a positive integer', 'numThresholds', numThresholds)
    this.least = least
    this.numThresholds = numThresholds
    this.classId = classId
    const thresholds = numThresholds === 1 ? [0.5] : [0, ...evenThresholds(numThresholds), 1]
    this.counting = { thresholds, classId }
    const all = ['true_positives', 'false_positives', 'true_negatives', 'false_negatives'] as const
    this.addCounts(all, [thresholds.length])
  }

  #rate(rate: Rate): tf.Tensor {
    const [share, others] = rates[rate]
    return divideNoNan(this.count(share), tf.add(this.count(share), this.count(others)))
  }

  override result(): tf.Tensor {
    return tf.tidy(() => {
      const feasible = tf.cast(tf.greaterEqual(this.#rate(this.constrained), this.least), 'float32')
      return tf.max(tf.mul(this.#rate(this.best), feasible))
    })
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      class_id: this.classId,
      num_thresholds: this.numThresholds,
      [this.constrained]: this.least,
    }
  }
}

function atMetric<R extends Rate>(className: string, best: Rate, constrained: R) {
  type Options = AtOptions & Partial<Record<R, number>>
  class AtConstraintClass extends AtConstraint {
    static override readonly className = className

    constructor(options: Options = {} as Options) {
      super(options, className, best, constrained)
    }
  }
  const positions = [constrained, 'numThresholds', 'classId', 'name']
  return constructible(AtConstraintClass, positions) as unknown as Constructible<
    AtConstraint,
    Options,
    [least: number]
  >
}

/** The best sensitivity where the specificity is at least so high. @see https://keras.io/api/metrics/classification_metrics/#sensitivityatspecificity-class */
export const SensitivityAtSpecificity = atMetric('SensitivityAtSpecificity', 'sensitivity', 'specificity')

/** The best specificity where the sensitivity is at least so high. @see https://keras.io/api/metrics/classification_metrics/#specificityatsensitivity-class */
export const SpecificityAtSensitivity = atMetric('SpecificityAtSensitivity', 'specificity', 'sensitivity')

/** The best precision where the recall is at least so high. @see https://keras.io/api/metrics/classification_metrics/#precisionatrecall-class */
export const PrecisionAtRecall = atMetric('PrecisionAtRecall', 'precision', 'recall')

/** The best recall where the precision is at least so high. @see https://keras.io/api/metrics/classification_metrics/#recallatprecision-class */
export const RecallAtPrecision = atMetric('RecallAtPrecision', 'recall', 'precision')
