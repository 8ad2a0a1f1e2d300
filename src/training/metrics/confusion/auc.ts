import { tf } from '../../../engine/index.js'
import { type Constructible, constructible } from '../../../support/constructible.js'
import { argumentError } from '../../../support/errors.js'
import type { Config } from '../../../support/registry.js'
import { divideNoNan } from '../../losses/reduction.js'
import type { MetricOptions } from '../metric.js'
import { ConfusionMetric } from './confusion-metric.js'
import { evenThresholds, thresholdList } from './thresholds.js'

const curves = ['ROC', 'PR', 'PRGAIN'] as const
const summations = ['interpolation', 'minoring', 'majoring'] as const

export interface AUCOptions extends MetricOptions {
  /** How many thresholds the curve is made of. Default 200. */
  numThresholds?: number
  /** Sensitivity over false alarms (`ROC`, the default), precision over recall (`PR`), or gains of both (`PRGAIN`). */
  curve?: (typeof curves)[number]
  /** How the curve is between thresholds. Default `interpolation`. */
  summationMethod?: (typeof summations)[number]
  /** Thresholds between 0 and 1, instead of even ones. */
  thresholds?: readonly number[] | null
  /** Whether labels have curves of their own, whose areas are averaged. Default false. */
  multiLabel?: boolean
  numLabels?: number | null
  /** What each label counts. */
  labelWeights?: readonly number[] | null
  /** Whether predictions are logits. Default false. */
  fromLogits?: boolean
}

const EPSILON = 1e-7

class AUCClass extends ConfusionMetric {
  static override readonly className: string = 'AUC'
  static override readonly floatSettings: readonly string[] = ['thresholds', 'label_weights']
  override readonly direction = 'up'
  readonly curve: (typeof curves)[number]
  readonly summationMethod: (typeof summations)[number]
  readonly multiLabel: boolean
  readonly numLabels: number | null
  readonly labelWeights: readonly number[] | null
  readonly fromLogits: boolean
  readonly #given: readonly number[] | null
  protected readonly counting
  #built = false

  constructor(options: AUCOptions = {}) {
    super(options, 'auc')
    const { numThresholds = 200, curve = 'ROC', summationMethod = 'interpolation', thresholds } = options
    if (!curves.includes(curve)) throw argumentError('AUC', `one of ${curves.join(', ')}`, 'curve', curve)
    if (!summations.includes(summationMethod))
      throw argumentError('AUC', `one of ${summations.join(', ')}`, 'summationMethod', summationMethod)
    if (!Number.isInteger(numThresholds) || numThresholds <= 1)
      throw argumentError('AUC', 'an integer above 1', 'numThresholds', numThresholds)
    if (options.numLabels && !options.multiLabel)
      throw argumentError('AUC', 'left out, but with multiLabel', 'numLabels', options.numLabels)
    this.curve = curve
    this.summationMethod = summationMethod
    this.multiLabel = options.multiLabel ?? false
    this.numLabels = options.numLabels ?? null
    this.labelWeights = options.labelWeights ?? null
    this.fromLogits = options.fromLogits ?? false
    this.#given = thresholds ? thresholdList('AUC', thresholds, 0.5).sort((a, b) => a - b) : null
    const inner = this.#given ?? evenThresholds(numThresholds)
    this.counting = {
      // the ends are outside of all predictions
      thresholds: [-EPSILON, ...inner, 1 + EPSILON],
      byLabel: this.multiLabel,
      labelWeights: this.multiLabel ? null : this.labelWeights,
    }
    if (!this.multiLabel) this.#build([])
    else if (this.numLabels) this.#build([this.numLabels])
  }

  #build(labels: number[]): void {
    const names = ['true_positives', 'false_positives', 'true_negatives', 'false_negatives'] as const
    this.addCounts(names, [this.counting.thresholds.length, ...labels])
    this.#built = true
  }

  override updateState(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor | null): void {
    if (!this.#built) this.#build([yPred.shape.at(-1)!])
    super.updateState(yTrue, yPred, sampleWeight)
  }

  protected override prepare(yPred: tf.Tensor): tf.Tensor {
    return this.fromLogits ? tf.sigmoid(yPred) : yPred
  }

  override result(): tf.Tensor {
    return tf.tidy(() => {
      const interpolated = this.curve === 'PR' && this.summationMethod === 'interpolation'
      const areas = tf.sum(interpolated ? this.#interpolatedPR() : this.#riemannTerms(), 0)
      if (!this.multiLabel) return areas
      if (!this.labelWeights) return tf.mean(areas)
      const weights = tf.tensor1d([...this.labelWeights])
      return divideNoNan(tf.sum(tf.mul(areas, weights)), tf.sum(weights))
    })
  }

  #counts() {
    return {
      tp: this.count('true_positives'),
      fp: this.count('false_positives'),
      tn: this.count('true_negatives'),
      fn: this.count('false_negatives'),
    }
  }

  /** The curve as x and y for each threshold. */
  #points(): [tf.Tensor, tf.Tensor] {
    const { tp, fp, tn, fn } = this.#counts()
    const recall = divideNoNan(tp, tf.add(tp, fn))
    if (this.curve === 'ROC') return [divideNoNan(fp, tf.add(fp, tn)), recall]
    if (this.curve === 'PR') return [recall, divideNoNan(tp, tf.add(tp, fp))]
    const scale = divideNoNan(tf.add(tp, fn), tf.add(tn, fp))
    const some = tf.cast(tf.notEqual(tp, 0), 'float32')
    const gain = (wrong: tf.Tensor) => tf.sub(1, tf.mul(scale, divideNoNan(wrong, tp)))
    // without any that is right, the gain is 0 for the recall and 1 for the precision
    const precisionGain = tf.add(tf.mul(gain(fp), some), tf.sub(1, some))
    return [tf.maximum(tf.mul(gain(fn), some), 0), precisionGain]
  }

  #riemannTerms(): tf.Tensor {
    const [x, y] = this.#points()
    const [y0, y1] = [allButLast(y), allButFirst(y)]
    const heights = {
      interpolation: () => tf.div(tf.add(y0, y1), 2),
      minoring: () => tf.minimum(y0, y1),
      majoring: () => tf.maximum(y0, y1),
    }[this.summationMethod]()
    return tf.mul(tf.sub(allButLast(x), allButFirst(x)), heights)
  }

  /** The area under precision over recall, which is no straight line between two thresholds (Davis and Goadrich). */
  #interpolatedPR(): tf.Tensor {
    const { tp, fp, fn } = this.#counts()
    const p = tf.add(tp, fp)
    const [p0, p1] = [allButLast(p), allButFirst(p)]
    const dtp = tf.sub(allButLast(tp), allButFirst(tp))
    const slope = divideNoNan(dtp, tf.maximum(tf.sub(p0, p1), 0))
    const intercept = tf.sub(allButFirst(tp), tf.mul(slope, p1))
    const both = tf.logicalAnd(tf.greater(p0, 0), tf.greater(p1, 0))
    const ratio = tf.where(both, divideNoNan(p0, p1), tf.onesLike(p1))
    const area = tf.mul(slope, tf.add(dtp, tf.mul(intercept, tf.log(ratio))))
    return divideNoNan(area, tf.add(allButFirst(tp), allButFirst(fn)))
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      num_thresholds: this.counting.thresholds.length,
      curve: this.curve,
      summation_method: this.summationMethod,
      multi_label: this.multiLabel,
      num_labels: this.numLabels,
      label_weights: this.labelWeights,
      from_logits: this.fromLogits,
      ...(this.#given && { thresholds: this.#given }),
    }
  }
}

const allButLast = (x: tf.Tensor): tf.Tensor => tf.slice(x, 0, x.shape[0]! - 1)
const allButFirst = (x: tf.Tensor): tf.Tensor => tf.slice(x, 1, x.shape[0]! - 1)

/**
 * The area under the curve of a binary classifier over all thresholds: how well it tells positive from negative.
 *
 * @param numThresholds how many thresholds the curve is made of. Default 200
 * @param curve `ROC` (default), `PR` or `PRGAIN`
 * @param summationMethod `interpolation` (default), `minoring` or `majoring`
 * @param thresholds between 0 and 1, instead of even ones
 * @param multiLabel whether labels have curves of their own, whose areas are averaged. Default false
 * @param labelWeights what each label counts
 * @param fromLogits whether predictions are logits. Default false
 * @throws KeratinError `ARGUMENT` for a curve or a summation that there is not
 * @example model.compile({ loss: 'binary_crossentropy', metrics: [new metrics.AUC({ curve: 'PR' })] })
 * @see https://keras.io/api/metrics/classification_metrics/#auc-class
 */
export const AUC: Constructible<AUCClass, AUCOptions, [numThresholds: number]> = constructible(AUCClass, [
  'numThresholds',
  'curve',
  'summationMethod',
  'name',
])
export type AUC = AUCClass
