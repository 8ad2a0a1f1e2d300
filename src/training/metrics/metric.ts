import { tf, Variable } from '../../engine/index.js'
import { CallableObject } from '../../support/callable.js'
import { checkInheritedOptions } from '../../support/inherited-options.js'
import type { Config } from '../../support/registry.js'
import { type GivenTensor, givenTensor } from '../given-tensor.js'

export interface MetricOptions {
  name?: string | null
}

export interface Metric {
  (values: GivenTensor, sampleWeight?: GivenTensor | null): tf.Tensor
  (yTrue: GivenTensor, yPred: GivenTensor, sampleWeight: GivenTensor | null | undefined): tf.Tensor
}

/**
 * The base of metrics: a running figure over batches. An instance is a function that counts a batch and gives the
 * figure so far.
 *
 * The state is in variables; `updateState` computes their new values with tensor operators and reads nothing back, so
 * it can be part of a compiled step.
 *
 * @example
 * const accuracy = new SparseCategoricalAccuracy()
 * accuracy.updateState(yTrue, yPred)
 * const value = accuracy.result().dataSync()[0]
 * @see https://keras.io/api/metrics/base_metric/
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the interface of the same name gives instances their call signature
export abstract class Metric extends CallableObject {
  /** The name in Keras and in files. */
  static readonly className: string = 'Metric'
  /** Where it is kept. */
  static readonly family: string = 'metrics'
  /** Its settings that are floats in Keras, as files spell them; those of a class that it extends are known. */
  static readonly floatSettings: readonly string[] = []
  /** The name it is reported under. */
  name: string
  /** Whether larger values are better, for callbacks that watch it; undefined where that is not known. */
  readonly direction: 'up' | 'down' | undefined = undefined
  readonly #variables: Variable[] = []

  constructor({ name, ...others }: MetricOptions = {}, defaultName = 'metric') {
    super()
    checkInheritedOptions(this, 'metrics', others)
    this.name = name ?? defaultName
  }

  protected override invoke(...given: (GivenTensor | null | undefined)[]): tf.Tensor {
    const update = this.updateState.bind(this) as (...tensors: (tf.Tensor | null)[]) => void
    return tf.tidy(() => {
      update(...given.map((values) => (values == null ? null : givenTensor(values))))
      return this.result()
    })
  }

  /** The state, in Keras' order. */
  get variables(): readonly Variable[] {
    return this.#variables
  }

  /**
   * Counts a batch.
   *
   * @param sampleWeight factors of single samples
   * @param mask which predictions count. As in Keras, metrics that are the mean of a function leave the others out;
   *   metrics of counts (Precision, AUC, MeanIoU, FBetaScore, ...), R2Score and RootMeanSquaredError count them all
   */
  abstract updateState(
    yTrue: tf.Tensor,
    yPred: tf.Tensor,
    sampleWeight?: tf.Tensor | null,
    mask?: tf.Tensor | null,
  ): void

  /** The figure so far, a tensor of the caller's. */
  abstract result(): tf.Tensor

  /** Begins afresh: the state becomes zeros. */
  resetState(): void {
    tf.tidy(() => {
      for (const v of this.variables) v.assign(tf.zeros([...v.shape], v.dtype))
    })
  }

  /** Frees the state. The metric cannot be used afterwards. */
  dispose(): void {
    for (const v of this.variables) v.dispose()
  }

  getConfig(): Config {
    return { name: this.name, dtype: 'float32' }
  }

  /** Makes a piece of state that starts with zeros. */
  protected addVariable(
    name: string,
    shape: readonly number[] = [],
    dtype: 'float32' | 'int32' = 'float32',
  ): Variable {
    const initial = () => tf.zeros([...shape], dtype)
    const variable = new Variable({ name, shape, dtype, trainable: false, initial })
    variable.path = `${this.name}/${name}`
    this.#variables.push(variable)
    return variable
  }

  /** Adds to a variable. */
  protected addTo(variable: Variable, amount: tf.Tensor | number): void {
    variable.assign(tf.add(variable.read(), amount))
  }
}
