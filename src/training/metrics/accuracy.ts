/** How often predictions are right. */
import { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import type { Config } from '../../support/registry.js'
import { classNumbers } from '../losses/crossentropy.js'
import { floats } from '../losses/loss.js'
import { toSameRank } from '../losses/reduction.js'
import { FunctionMetric, plainMetric } from './function-metric.js'
import type { MetricOptions } from './metric.js'

const matches = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.cast(tf.equal(a, b), 'float32')

/** 1 where predictions equal targets, else 0. */
export function accuracy(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const [target, prediction] = toSameRank(floats(yTrue), floats(yPred))
  return matches(target, prediction)
}

/** 1 where predictions above `threshold` (default 0.5) are targets of 1, and others 0; else 0. */
export function binaryAccuracy(
  yTrue: tf.Tensor,
  yPred: tf.Tensor,
  { threshold = 0.5 }: { threshold?: number } = {},
): tf.Tensor {
  const [target, prediction] = toSameRank(floats(yTrue), yPred)
  return matches(target, tf.cast(tf.greater(prediction, threshold), 'float32'))
}

/** 1 where the largest prediction is at the largest target, else 0. */
export const categoricalAccuracy = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
  matches(tf.argMax(yTrue, -1), tf.argMax(yPred, -1))

/** 1 where the largest prediction is that of the class in `yTrue`, else 0. */
export const sparseCategoricalAccuracy = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
  matches(floats(classNumbers(yTrue, yPred)), floats(tf.argMax(yPred, -1)))

/**
 * How often predictions equal targets.
 *
 * @see https://keras.io/api/metrics/accuracy_metrics/#accuracy-class
 */
export const Accuracy = plainMetric('Accuracy', 'accuracy', 'up', accuracy)

/**
 * How often the largest prediction is at the 1 of a one-hot target.
 *
 * @see https://keras.io/api/metrics/accuracy_metrics/#categoricalaccuracy-class
 */
export const CategoricalAccuracy = plainMetric(
  'CategoricalAccuracy',
  'categorical_accuracy',
  'up',
  categoricalAccuracy,
)

/**
 * How often the largest prediction is that of the class whose number is the target.
 *
 * @see https://keras.io/api/metrics/accuracy_metrics/#sparsecategoricalaccuracy-class
 */
export const SparseCategoricalAccuracy = plainMetric(
  'SparseCategoricalAccuracy',
  'sparse_categorical_accuracy',
  'up',
  sparseCategoricalAccuracy,
)

export interface BinaryAccuracyOptions extends MetricOptions {
  /** From which prediction on it counts as 1. Default 0.5. */
  threshold?: number
}

class BinaryAccuracyClass extends FunctionMetric {
  static override readonly className: string = 'BinaryAccuracy'
  static override readonly floatSettings: readonly string[] = ['threshold']
  readonly threshold: number

  constructor({ threshold = 0.5, ...options }: BinaryAccuracyOptions = {}) {
    const fn = (yTrue: tf.Tensor, yPred: tf.Tensor) => binaryAccuracy(yTrue, yPred, { threshold })
    super(fn, options, { name: 'binary_accuracy', direction: 'up' })
    this.threshold = threshold
  }

  override getConfig(): Config {
    return { ...super.getConfig(), threshold: this.threshold }
  }
}

/**
 * How often predictions, above the threshold or not, are the targets 1 or 0.
 *
 * @param threshold default 0.5
 * @see https://keras.io/api/metrics/accuracy_metrics/#binaryaccuracy-class
 */
export const BinaryAccuracy: Constructible<BinaryAccuracyClass, BinaryAccuracyOptions, [name: string]> =
  constructible(BinaryAccuracyClass, ['name'])
export type BinaryAccuracy = BinaryAccuracyClass
