import type { tf, Variable } from '../engine/index.js'
import type { ForwardPass } from '../graph/forward-pass.js'
import type { Metric } from './metrics/index.js'
import type { Optimizer } from './optimizers/index.js'

/** Nested data of a model: one value, a list, or values by name. */
export type Structure<T> = T | readonly T[] | Readonly<Record<string, T>>

/** What training needs to know of a model. */
export interface TrainableModel {
  readonly name: string
  /** Names of the inputs and outputs, in order; data keyed by name is matched with them. */
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  /** Shapes with the batch axis; null where not fixed. Undefined while the model is not built. */
  readonly inputShapes: readonly (readonly (number | null)[])[] | undefined
  readonly outputShapes: readonly (readonly (number | null)[])[] | undefined
  /** Dtype each input is given to the model in. */
  readonly inputDtypes: readonly tf.DataType[] | undefined
  /** Whether outputs are handed to the user as one tensor, a list, or by name. */
  readonly outputStructure: 'single' | 'list' | 'record'
  readonly weights: readonly Variable[]
  readonly trainableWeights: readonly Variable[]
  readonly nonTrainableWeights: readonly Variable[]
  /** Builds the weights for inputs of these shapes, if that has not happened yet. */
  ensureBuiltFor(inputShapes: readonly (readonly (number | null)[])[]): void
  /** From input tensors (in the order of `inputNames`) to output tensors with their masks. */
  forward(
    inputs: readonly tf.Tensor[],
    pass: ForwardPass,
  ): { outputs: tf.Tensor[]; masks: (tf.Tensor | null)[] }
  /** Forgets the state of stateful layers. */
  resetStates(): void
  save(path: string, options?: { overwrite?: boolean }): Promise<void>
  saveWeights(path: string, options?: { overwrite?: boolean }): Promise<void>
  /** What `compile` set; undefined before it. */
  readonly optimizer: Optimizer | undefined
  /** The metrics of `compile`, once their kinds are known from the first batch. */
  readonly metrics: readonly Metric[]
  /** Set by callbacks to end training after the current batch or epoch. */
  stopTraining: boolean
}
