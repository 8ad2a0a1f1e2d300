/** Intersection over union of classes, from a confusion matrix. */
import { tf, type Variable } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { argumentError } from '../../support/errors.js'
import { snakeCase } from '../../support/names.js'
import type { Config } from '../../support/registry.js'
import { Metric, type MetricOptions } from './metric.js'

export interface MeanIoUOptions extends MetricOptions {
  numClasses?: number
  /** A class of targets that does not count. Default none. */
  ignoreClass?: number | null
  /** Whether targets are class numbers, not one-hot. Default true. */
  sparseYTrue?: boolean
  /** Whether predictions are class numbers, not scores. Default true. */
  sparseYPred?: boolean
  /** The axis of scores. Default -1. */
  axis?: number
  dtype?: 'float32' | 'int32' | 'int64' | 'int' | null
}

export interface IoUOptions extends MeanIoUOptions {
  /** The classes whose IoU is averaged. */
  targetClassIds?: readonly number[]
}

export interface BinaryIoUOptions extends MetricOptions {
  /** The classes whose IoU is averaged. Default both. */
  targetClassIds?: readonly number[]
  /** From which on a prediction is of class 1. Default 0.5. */
  threshold?: number
  dtype?: MeanIoUOptions['dtype']
}

const EPSILON = 1e-7

class IoUClass extends Metric {
  static override readonly className: string = 'IoU'
  override readonly direction = 'up'
  readonly numClasses: number
  readonly targetClassIds: readonly number[]
  readonly ignoreClass: number | null
  readonly sparseYTrue: boolean
  readonly sparseYPred: boolean
  readonly axis: number
  /** Counts are integers, and so are weights then, as in Keras. */
  readonly #integers: boolean
  readonly #matrix: Variable

  constructor(options: IoUOptions = {}, className = 'IoU') {
    super(options, snakeCase(className))
    const { numClasses, targetClassIds } = options
    if (!Number.isInteger(numClasses) || numClasses! <= 0)
      throw argumentError(className, 'a positive integer', 'numClasses', numClasses)
    if (!targetClassIds?.every((id) => Number.isInteger(id) && id >= 0 && id < numClasses!))
      throw argumentError(
        className,
        `a list of classes below ${numClasses}`,
        'targetClassIds',
        targetClassIds,
      )
    this.numClasses = numClasses!
    this.targetClassIds = [...targetClassIds]
    this.ignoreClass = options.ignoreClass ?? null
    this.sparseYTrue = options.sparseYTrue ?? true
    this.sparseYPred = options.sparseYPred ?? true
    this.axis = options.axis ?? -1
    this.#integers = options.dtype !== 'float32'
    const dtype = this.#integers ? 'int32' : 'float32'
    this.#matrix = this.addVariable('total_confusion_matrix', [numClasses!, numClasses!], dtype)
  }

  override updateState(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor | null): void {
    tf.tidy(() => {
      const classes = (t: tf.Tensor, sparse: boolean) =>
        tf.cast(tf.reshape(sparse ? t : tf.argMax(t, this.axis), [-1]), 'int32') as tf.Tensor1D
      const real = classes(yTrue, this.sparseYTrue)
      const predicted = classes(yPred, this.sparseYPred)
      // classes that there are not are nowhere in one-hot vectors
      const rows = tf.cast(tf.oneHot(real, this.numClasses), 'float32')
      const columns = tf.cast(tf.oneHot(predicted, this.numClasses), 'float32')
      const weights = this.#weights(real, sampleWeight ?? undefined)
      const matrix = tf.matMul(weights ? tf.mul(rows, tf.expandDims(weights, 1)) : rows, columns, true)
      this.addTo(this.#matrix, this.#integers ? tf.cast(tf.round(matrix), 'int32') : matrix)
    })
  }

  #weights(real: tf.Tensor, given: tf.Tensor | undefined): tf.Tensor | undefined {
    const flat = given && tf.broadcastTo(tf.reshape(given, [-1]), real.shape)
    const own = flat && this.#integers ? tf.cast(tf.cast(flat, 'int32'), 'float32') : flat
    if (this.ignoreClass === null) return own
    const counts = tf.cast(tf.notEqual(real, tf.scalar(this.ignoreClass, 'int32')), 'float32')
    return own ? tf.mul(own, counts) : counts
  }

  override result(): tf.Tensor {
    return tf.tidy(() => {
      const matrix = tf.cast(this.#matrix.read(), 'float32')
      const own = tf.sum(tf.mul(matrix, tf.eye(this.numClasses)), 0)
      const union = tf.sub(tf.add(tf.sum(matrix, 0), tf.sum(matrix, 1)), own)
      const ids = tf.tensor1d([...this.targetClassIds], 'int32')
      const [hits, unions] = [tf.gather(own, ids), tf.gather(union, ids)]
      // a class that was never met does not count
      const met = tf.cast(tf.greater(unions, 1e-9), 'float32')
      const each = tf.mul(tf.div(hits, tf.add(unions, EPSILON)), met)
      return tf.div(tf.sum(each), tf.add(tf.sum(met), EPSILON))
    })
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      dtype: this.#integers ? 'int64' : 'float32',
      num_classes: this.numClasses,
      target_class_ids: this.targetClassIds,
      ignore_class: this.ignoreClass,
      sparse_y_true: this.sparseYTrue,
      sparse_y_pred: this.sparseYPred,
      axis: this.axis,
    }
  }
}

const allClasses = (n: number | undefined) => Array.from({ length: n ?? 0 }, (_, i) => i)

class MeanIoUClass extends IoUClass {
  static override readonly className: string = 'MeanIoU'

  constructor(options: MeanIoUOptions = {}, className = 'MeanIoU') {
    super({ ...options, targetClassIds: allClasses(options.numClasses) }, className)
  }

  override getConfig(): Config {
    const { target_class_ids: _, ...config } = super.getConfig()
    return config
  }
}

class OneHotIoUClass extends IoUClass {
  static override readonly className: string = 'OneHotIoU'

  constructor(options: Omit<IoUOptions, 'sparseYTrue'> = {}) {
    super({ ...options, sparseYTrue: false, sparseYPred: options.sparseYPred ?? false }, 'OneHotIoU')
  }

  override getConfig(): Config {
    const { sparse_y_true: _, ...config } = super.getConfig()
    return config
  }
}

class OneHotMeanIoUClass extends MeanIoUClass {
  static override readonly className: string = 'OneHotMeanIoU'

  constructor(options: Omit<MeanIoUOptions, 'sparseYTrue'> = {}) {
    super({ ...options, sparseYTrue: false, sparseYPred: options.sparseYPred ?? false }, 'OneHotMeanIoU')
  }

  override getConfig(): Config {
    const { sparse_y_true: _, ...config } = super.getConfig()
    return config
  }
}

class BinaryIoUClass extends IoUClass {
  static override readonly className: string = 'BinaryIoU'
  static override readonly floatSettings: readonly string[] = ['threshold']
  readonly threshold: number

  constructor({ targetClassIds = [0, 1], threshold = 0.5, ...options }: BinaryIoUOptions = {}) {
    super({ ...options, numClasses: 2, targetClassIds }, 'BinaryIoU')
    this.threshold = threshold
  }

  override updateState(yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor | null): void {
    tf.tidy(() => {
      super.updateState(yTrue, tf.greaterEqual(yPred, this.threshold), sampleWeight)
    })
  }

  override getConfig(): Config {
    const { name, dtype, target_class_ids } = super.getConfig()
    return { target_class_ids, threshold: this.threshold, name, dtype }
  }
}

/**
 * Intersection over union, `tp / (tp + fp + fn)`, averaged over some classes.
 *
 * @param numClasses number of classes
 * @param targetClassIds the classes whose IoU is averaged
 * @param ignoreClass a class of targets that does not count. Default none
 * @param sparseYTrue, sparseYPred whether targets and predictions are class numbers. Default true
 * @throws KeratinError `ARGUMENT` for classes that there are not
 * @see https://keras.io/api/metrics/segmentation_metrics/#iou-class
 */
export const IoU: Constructible<IoUClass, IoUOptions> = constructible(IoUClass, [
  'numClasses',
  'targetClassIds',
  'name',
])
export type IoU = IoUClass

/**
 * Intersection over union, averaged over all classes.
 *
 * @param numClasses number of classes
 * @see https://keras.io/api/metrics/segmentation_metrics/#meaniou-class
 */
export const MeanIoU: Constructible<MeanIoUClass, MeanIoUOptions, [numClasses: number]> = constructible(
  MeanIoUClass,
  ['numClasses', 'name'],
)
export type MeanIoU = MeanIoUClass

/**
 * Intersection over union of two classes, told apart by a threshold.
 *
 * @param targetClassIds the classes whose IoU is averaged. Default both
 * @param threshold from which on a prediction is of class 1. Default 0.5
 * @see https://keras.io/api/metrics/segmentation_metrics/#binaryiou-class
 */
export const BinaryIoU: Constructible<BinaryIoUClass, BinaryIoUOptions> = constructible(BinaryIoUClass, [
  'targetClassIds',
  'threshold',
  'name',
])
export type BinaryIoU = BinaryIoUClass

/** As IoU, with one-hot targets and scores as predictions. @see https://keras.io/api/metrics/segmentation_metrics/#onehotiou-class */
export const OneHotIoU: Constructible<OneHotIoUClass, Omit<IoUOptions, 'sparseYTrue'>> = constructible(
  OneHotIoUClass,
  ['numClasses', 'targetClassIds', 'name'],
)
export type OneHotIoU = OneHotIoUClass

/** As MeanIoU, with one-hot targets and scores as predictions. @see https://keras.io/api/metrics/segmentation_metrics/#onehotmeaniou-class */
export const OneHotMeanIoU: Constructible<
  OneHotMeanIoUClass,
  Omit<MeanIoUOptions, 'sparseYTrue'>
> = constructible(OneHotMeanIoUClass, ['numClasses', 'name'])
export type OneHotMeanIoU = OneHotMeanIoUClass
