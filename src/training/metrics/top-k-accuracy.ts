/** How often the right class is among the k most likely. */
import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import { floats } from '../losses/loss.js'
import { FunctionMetric } from './function-metric.js'
import type { MetricOptions } from './metric.js'

/** 1 where fewer than k predictions are larger than that of the target class, else 0; ties count for the target. */
function inTopK(labels: tf.Tensor, yPred: tf.Tensor, k: number): tf.Tensor {
  const classes = yPred.shape.at(-1)!
  const target = tf.cast(tf.oneHot(tf.cast(labels, 'int32'), classes), 'float32')
  const own = tf.sum(tf.mul(target, yPred), -1, true)
  const larger = tf.sum(tf.cast(tf.greater(yPred, own), 'float32'), -1)
  return tf.cast(tf.less(larger, k), 'float32')
}

/** 1 where the class of a one-hot target is among the k (default 5) largest predictions, else 0. */
export const topKCategoricalAccuracy = (
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { k = 5 }: { k?: number } = {},
): tf.Tensor => inTopK(tf.argMax(yTrue, -1), yPred, k)

export interface SparseTopKFunctionOptions {
  /** Default 5. */
  k?: number
  /** Whether predictions are class numbers, the most likely first, not scores. Default false. */
  fromSortedIds?: boolean
}

/** 1 where the class whose number is the target is among the k (default 5) largest predictions, else 0. */
export function sparseTopKCategoricalAccuracy(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { k = 5, fromSortedIds = false }: SparseTopKFunctionOptions = {},
): tf.Tensor {
  const flat = tf.reshape(yTrue, [-1])
  const rows = tf.reshape(yPred, [-1, yPred.shape.at(-1)!])
  if (!fromSortedIds) return tf.reshape(inTopK(flat, rows, k), yTrue.shape)
  const first = tf.slice(rows, [0, 0], [-1, Math.min(k, rows.shape[1]!)])
  const found = tf.any(tf.equal(tf.expandDims(floats(flat), 1), floats(first)), 1)
  return tf.reshape(tf.cast(found, 'float32'), yTrue.shape)
}

export interface TopKOptions extends MetricOptions {
  /** Default 5. */
  k?: number
}

class TopKCategoricalAccuracyClass extends FunctionMetric {
  static override readonly className: string = 'TopKCategoricalAccuracy'
  readonly k: number

  constructor({ k = 5, ...options }: TopKOptions = {}) {
    const fn = (yTrue: tf.Tensor, yPred: tf.Tensor) => topKCategoricalAccuracy(yTrue, yPred, { k })
    super(fn, options, { name: 'top_k_categorical_accuracy', direction: 'up' })
    this.k = k
  }

  override getConfig(): Config {
    return { ...super.getConfig(), k: this.k }
  }
}

export interface SparseTopKOptions extends TopKOptions, SparseTopKFunctionOptions {}

class SparseTopKCategoricalAccuracyClass extends FunctionMetric {
  static override readonly className: string = 'SparseTopKCategoricalAccuracy'
  readonly k: number
  readonly fromSortedIds: boolean

  constructor({ k = 5, fromSortedIds = false, ...options }: SparseTopKOptions = {}) {
    const fn = (yTrue: tf.Tensor, yPred: tf.Tensor) =>
      sparseTopKCategoricalAccuracy(yTrue, yPred, { k, fromSortedIds })
    super(fn, options, { name: 'sparse_top_k_categorical_accuracy', direction: 'up' })
    this.k = k
    this.fromSortedIds = fromSortedIds
  }

  override getConfig(): Config {
    const config = { ...super.getConfig(), k: this.k }
    return this.fromSortedIds ? { ...config, from_sorted_ids: true } : config
  }
}

/**
 * How often the class of a one-hot target is among the k largest predictions.
 *
 * @param k default 5
 * @see https://keras.io/api/metrics/accuracy_metrics/#topkcategoricalaccuracy-class
 */
export const TopKCategoricalAccuracy: Constructible<TopKCategoricalAccuracyClass, TopKOptions, [k: number]> =
  constructible(TopKCategoricalAccuracyClass, ['k', 'name'])
export type TopKCategoricalAccuracy = TopKCategoricalAccuracyClass

/**
 * How often the class whose number is the target is among the k largest predictions.
 *
 * @param k default 5
 * @param fromSortedIds whether predictions are class numbers, the most likely first; default false
 * @see https://keras.io/api/metrics/accuracy_metrics/#sparsetopkcategoricalaccuracy-class
 */
export const SparseTopKCategoricalAccuracy: Constructible<
  SparseTopKCategoricalAccuracyClass,
  SparseTopKOptions,
  [k: number]
> = constructible(SparseTopKCategoricalAccuracyClass, ['k', 'name'])
export type SparseTopKCategoricalAccuracy = SparseTopKCategoricalAccuracyClass
