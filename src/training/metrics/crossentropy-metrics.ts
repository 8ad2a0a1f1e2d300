/** Running means of crossentropies. */
import type { tf } from '../../engine/index.js'
import { type Constructible, constructible } from '../../support/constructible.js'
import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import {
  binaryCrossentropy,
  categoricalCrossentropy,
  countedMask,
  type SparseCrossentropyFunctionOptions,
  sparseCategoricalCrossentropy,
} from '../losses/crossentropy.js'
import { FunctionMetric } from './function-metric.js'
import type { MetricOptions } from './metric.js'

export interface BinaryCrossentropyMetricOptions extends MetricOptions {
  /** Whether predictions are any numbers, not probabilities. Default false. */
  fromLogits?: boolean
  /** Default 0. */
  labelSmoothing?: number
}

class BinaryCrossentropyMetricClass extends FunctionMetric {
  static override readonly className: string = 'BinaryCrossentropy'
  readonly fromLogits: boolean
  readonly labelSmoothing: number

  constructor({ fromLogits = false, labelSmoothing = 0, ...options }: BinaryCrossentropyMetricOptions = {}) {
    const fn = (yTrue: tf.Tensor, yPred: tf.Tensor) =>
      binaryCrossentropy(yTrue, yPred, { fromLogits, labelSmoothing })
    super(fn, options, { name: 'binary_crossentropy', direction: 'down' })
    this.fromLogits = fromLogits
    this.labelSmoothing = labelSmoothing
  }

  override getConfig(): Config {
    return { ...super.getConfig(), from_logits: this.fromLogits, label_smoothing: this.labelSmoothing }
  }
}

export interface CategoricalCrossentropyMetricOptions extends BinaryCrossentropyMetricOptions {
  /** The axis of the classes. Default -1. */
  axis?: number
}

class CategoricalCrossentropyMetricClass extends FunctionMetric {
  static override readonly className: string = 'CategoricalCrossentropy'
  readonly fromLogits: boolean
  readonly labelSmoothing: number
  readonly axis: number

  constructor(given: CategoricalCrossentropyMetricOptions = {}) {
    const { fromLogits = false, labelSmoothing = 0, axis = -1, ...options } = given
    const fn = (yTrue: tf.Tensor, yPred: tf.Tensor) =>
      categoricalCrossentropy(yTrue, yPred, { fromLogits, labelSmoothing, axis })
    super(fn, options, { name: 'categorical_crossentropy', direction: 'down' })
    this.fromLogits = fromLogits
    this.labelSmoothing = labelSmoothing
    this.axis = axis
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      from_logits: this.fromLogits,
      label_smoothing: this.labelSmoothing,
      axis: this.axis,
    }
  }
}

export interface SparseCategoricalCrossentropyMetricOptions
  extends MetricOptions,
    SparseCrossentropyFunctionOptions {
  /** The axis of the classes: the last. */
  axis?: -1
}

class SparseCategoricalCrossentropyMetricClass extends FunctionMetric {
  static override readonly className: string = 'SparseCategoricalCrossentropy'
  readonly fromLogits: boolean
  readonly ignoreClass: number | null

  constructor(given: SparseCategoricalCrossentropyMetricOptions = {}) {
    const { fromLogits = false, ignoreClass = null, axis = -1, ...options } = given
    if (axis !== -1)
      throw argumentError('SparseCategoricalCrossentropy', '-1: classes are last', 'axis', axis)
    const fn = (yTrue: tf.Tensor, yPred: tf.Tensor) =>
      sparseCategoricalCrossentropy(yTrue, yPred, { fromLogits, ignoreClass })
    super(fn, options, { name: 'sparse_categorical_crossentropy', direction: 'down' })
    this.fromLogits = fromLogits
    this.ignoreClass = ignoreClass
  }

  protected override valueMask(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor | null {
    return this.ignoreClass === null ? null : countedMask(yTrue, yPred, this.ignoreClass)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), from_logits: this.fromLogits, ignore_class: this.ignoreClass, axis: -1 }
  }
}

/** @see https://keras.io/api/metrics/probabilistic_metrics/#binarycrossentropy-class */
export const BinaryCrossentropyMetric: Constructible<
  BinaryCrossentropyMetricClass,
  BinaryCrossentropyMetricOptions
> = constructible(BinaryCrossentropyMetricClass)

/** @see https://keras.io/api/metrics/probabilistic_metrics/#categoricalcrossentropy-class */
export const CategoricalCrossentropyMetric: Constructible<
  CategoricalCrossentropyMetricClass,
  CategoricalCrossentropyMetricOptions
> = constructible(CategoricalCrossentropyMetricClass)

/** @see https://keras.io/api/metrics/probabilistic_metrics/#sparsecategoricalcrossentropy-class */
export const SparseCategoricalCrossentropyMetric: Constructible<
  SparseCategoricalCrossentropyMetricClass,
  SparseCategoricalCrossentropyMetricOptions
> = constructible(SparseCategoricalCrossentropyMetricClass)
