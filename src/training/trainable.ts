import type { tf, Variable } from '../engine/index.js'
import type { ForwardPass } from '../graph/forward-pass.js'
import type { RandomStream } from '../support/random.js'
import type { Metric } from './metrics/index.js'
import type { Optimizer } from './optimizers/index.js'

/** Nested data of a model: one value, a list, or values by name. */
export type Structure<T> = T | readonly T[] | Readonly<Record<string, T>>

/** What a step is given: inputs alone, or with targets and sample weights, in the structure that the data has. */
export type StepData =
  | Structure<tf.Tensor>
  | readonly [x: Structure<tf.Tensor>, y: Structure<tf.Tensor>, sampleWeight?: Structure<tf.Tensor>]

/** Results of a step by name. */
export type StepLogs = Readonly<Record<string, tf.Tensor | number>>

/** Steps of a model's own. */
export interface OwnSteps {
  readonly train?: (data: StepData) => StepLogs
  readonly test?: (data: StepData) => StepLogs
  readonly predict?: (data: StepData) => Structure<tf.Tensor>
  /** Whether the usual training step is left, but for how loss or metrics are computed. */
  readonly usualTraining: boolean
}

/** Whether it is known what goes into a model and comes out. */
export const isBuilt = (model: TrainableModel): boolean => model.isBuilt ?? model.inputShapes !== undefined

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
  /** Whether it is known what goes in and comes out. Default: where `inputShapes` are. */
  readonly isBuilt?: boolean
  /** Whether it computes in code of its own, so that its outputs are known only after its first call. */
  readonly hasOwnCall?: boolean
  /** What its layers carry from batch to batch besides their weights: random streams of their own, states. */
  readonly carried?: { readonly streams: readonly RandomStream[]; readonly variables: readonly Variable[] }
  /** The metrics that it and its layers hold in attributes. */
  readonly heldMetrics?: readonly Metric[]
  /** The optimizers that it and its layers hold in attributes. */
  readonly heldOptimizers?: readonly Optimizer[]
  /** Itself and all layers within, whose attributes its steps depend on. */
  readonly selfAndInside?: Iterable<object>
  /** The steps that it does in ways of its own; those that are left out are as usual. */
  readonly ownSteps?: OwnSteps
  /** Builds it for data, in place of `ensureBuiltFor`: inputs may have any structure, and any shape next time. */
  buildFor?(x: Structure<tf.Tensor>): void
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
