import type { tf, Variable } from '../engine/index.js'
import type { ForwardPass } from '../graph/forward-pass.js'
import type { Mask } from '../graph/masks.js'
import type { Shape } from '../graph/shape.js'
import { Layer } from '../layers/base/layer.js'
import type { LayerOptions } from '../layers/base/layer-options.js'
import { flatten as flattenHeld, heldBy } from '../layers/base/tracker.js'
import type { Carried } from '../layers/base/weight-owner.js'
import { isPlainObject } from '../support/options.js'
import {
  type BatchStream,
  type CompileConfig,
  type CompileOptions,
  type DataLike,
  type EvaluateOptions,
  type FitOptions,
  type History,
  isStream,
  type Logs,
  Metric,
  Optimizer,
  type OwnSteps,
  type PredictOptions,
  type StepData,
  type StepLogs,
  type StepPlan,
  type Structure,
  type TestOnBatchOptions,
  type TrainableModel,
  Trainer,
  type TrainOnBatchOptions,
  unpackXYSampleWeight,
} from '../training/index.js'

import { computeLoss, computeMetrics, type StepValues, testStep, trainStep } from './default-steps.js'
import { stepsOf } from './steps-of.js'

/** What a prediction gives: one tensor, a list, or tensors by name, as the outputs of the model were given. */
// biome-ignore lint/suspicious/noExplicitAny: which of them it is depends on the model, not on its type
export type Prediction = any

/**
 * What an evaluation gives: the loss alone where there are no metrics, else a list of the loss and the metrics. Typed as
 * both, as only the caller knows which it is.
 */
export type Evaluation = number & [loss: number, metric: number, ...metrics: number[]]

/** A layer that is a model: it can be compiled, trained, evaluated and used. */
export abstract class TrainedLayer extends Layer implements TrainableModel {
  stopTraining = false
  readonly #trainer: Trainer
  #ownSteps: OwnSteps | undefined

  constructor(options: LayerOptions = {}) {
    super(options)
    this.#trainer = new Trainer(this)
  }

  abstract readonly inputNames: readonly string[]
  abstract readonly outputNames: readonly string[]
  abstract readonly inputShapes: readonly Shape[] | undefined
  abstract readonly outputShapes: readonly Shape[] | undefined
  abstract readonly inputDtypes: readonly tf.DataType[] | undefined
  abstract readonly outputStructure: TrainableModel['outputStructure']
  abstract ensureBuiltFor(inputShapes: readonly Shape[]): void
  abstract forward(inputs: readonly tf.Tensor[], pass: ForwardPass): { outputs: tf.Tensor[]; masks: Mask[] }
  abstract resetStates(): void
  abstract save(path: string, options?: { overwrite?: boolean }): Promise<void>
  abstract saveWeights(path: string, options?: { overwrite?: boolean }): Promise<void>

  /**
   * Sets how the model is trained.
   *
   * @param options.optimizer a name or an optimizer. Default `rmsprop`
   * @param options.loss a name, a loss, a function; one for all outputs, a list, or by output name
   * @param options.lossWeights what each output's loss is multiplied with in the sum. Default 1
   * @param options.metrics names, metrics, functions; for several outputs a list of lists, or by output name
   * @param options.weightedMetrics metrics in which sample weights count
   *
   * @throws KeratinError `UNKNOWN_NAME` for names that do not exist, with the nearest one
   * @example model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', metrics: ['accuracy'] })
   * @see https://keras.io/api/models/model_training_apis/#compile-method
   */
  compile(options: CompileOptions = {}): void {
    this.#trainer.compile(options)
  }

  /**
   * How the steps of the model run on the embedded engine: for each kind of step the plan that it is run from, operator
   * by operator with shapes, bytes and times, or why there is none. See docs/PLANS.md.
   *
   * @example
   * for (const { step, given, state, operators } of model.plan()) {
   *   console.log(step, given, state)
   *   console.table(operators)
   * }
   */
  plan(): StepPlan[] {
    return this.#trainer.plans
  }

  /**
   * Trains the model.
   *
   * @param x inputs: a tensor, typed or nested arrays, a list or record of them for several inputs, or a Dataset
   * @param y targets, likewise; a Dataset has them, and the options follow it: `fit(dataset, { epochs: 3 })`
   * @param options.batchSize samples of a step. Default 32
   * @param options.epochs default 1
   * @param options.validationSplit the part of the data, from its end, kept for validation. Default 0
   * @param options.validationData `[x, y]` or a Dataset, instead
   * @param options.shuffle whether samples are shuffled before each epoch. Default true
   * @param options.callbacks, classWeight, sampleWeight, initialEpoch, stepsPerEpoch, validationSteps,
   *   validationBatchSize, validationFreq as in Keras
   * @param options.verbose 0 silent, 1 a bar, 2 a line per epoch. Default `auto`
   * @param options.signal ends training after the current step when aborted
   * @returns the history: for each name (`loss`, `val_loss`, metrics) the values of all epochs
   *
   * @throws KeratinError `NOT_COMPILED`, `SHAPE` if data and model do not fit, before anything is trained
   * @example const { history } = await model.fit(x, y, { epochs: 3, validationSplit: 0.1 })
   * @see https://keras.io/api/models/model_training_apis/#fit-method
   */
  fit(x: BatchStream, options?: FitOptions): Promise<History>
  fit(x: DataLike | BatchStream, y?: DataLike | null, options?: FitOptions): Promise<History>
  async fit(
    x: DataLike | BatchStream,
    second?: DataLike | FitOptions | null,
    third?: FitOptions,
  ): Promise<History> {
    const [y, options] = targetsAndOptions(x, second, third)
    return this.#trainer.fit(x, y, options)
  }

  /**
   * The loss and the metrics on data: the loss alone where there are no metrics, else a list of loss and metrics, or by
   * name.
   *
   * @param options.batchSize default 32
   * @param options.returnDict whether results are returned by name. Default false
   * @example const [loss, accuracy] = await model.evaluate(x, y)
   * @see https://keras.io/api/models/model_training_apis/#evaluate-method
   */
  evaluate(x: BatchStream, options: EvaluateOptions & { returnDict: true }): Promise<Logs>
  evaluate(x: BatchStream, options: EvaluateOptions): Promise<Evaluation>
  evaluate(
    x: DataLike | BatchStream,
    y: DataLike | null | undefined,
    options: EvaluateOptions & { returnDict: true },
  ): Promise<Logs>
  evaluate(x: DataLike | BatchStream, y?: DataLike | null, options?: EvaluateOptions): Promise<Evaluation>
  async evaluate(
    x: DataLike | BatchStream,
    second?: DataLike | EvaluateOptions | null,
    third?: EvaluateOptions,
  ): Promise<unknown> {
    const [y, options] = targetsAndOptions(x, second, third)
    return this.#trainer.evaluate(x, y, options)
  }

  /**
   * The outputs for inputs of any number, batch by batch.
   *
   * @param options.batchSize default 32
   * @returns a tensor, or a list or record as the outputs of the model were given; the caller disposes it
   * @example const probabilities = await model.predict(x)
   * @see https://keras.io/api/models/model_training_apis/#predict-method
   */
  predict(x: DataLike | BatchStream, options?: PredictOptions): Promise<Prediction> {
    return this.#trainer.predict(x, options)
  }

  /** One step of training on one batch; returns loss and metrics as `evaluate` does. */
  async trainOnBatch(
    x: DataLike,
    y?: DataLike | null,
    options?: TrainOnBatchOptions,
  ): Promise<number | number[] | Logs> {
    return this.#trainer.trainOnBatch(x, y, options)
  }

  /** Loss and metrics of one batch. */
  async testOnBatch(
    x: DataLike,
    y?: DataLike | null,
    options?: TestOnBatchOptions,
  ): Promise<number | number[] | Logs> {
    return this.#trainer.testOnBatch(x, y, options)
  }

  /** The outputs for one batch. */
  async predictOnBatch(x: DataLike): Promise<Prediction> {
    return this.#trainer.predictOnBatch(x)
  }

  /**
   * One step of training, which a model of one's own may do otherwise. Its calls of layers share a pass: `losses` are
   * those of the latest call, and new state (moving averages) is taken over at its end.
   *
   * @param data the inputs, `[x, y]` or `[x, y, sampleWeight]`: `unpackXYSampleWeight` tells them apart
   * @returns results by name, as tensors or numbers: those of the latest step are reported
   * @example
   * class Own extends Model {
   *   trainStep(data) {
   *     const { x, y } = unpackXYSampleWeight(data)
   *     const weights = this.trainableWeights
   *     const { value, gradients } = valueAndGradients(() => this.computeLoss({ y, yPred: this(x, { training: true }) }), weights)
   *     this.optimizer.apply(gradients, weights)
   *     return { loss: value }
   *   }
   * }
   * @see https://keras.io/guides/custom_train_step_in_tensorflow/
   */
  trainStep(data: StepData): StepLogs {
    return trainStep(this, this.#trainer.program, data)
  }

  /** One step of evaluation, likewise. */
  testStep(data: StepData): StepLogs {
    return testStep(this, this.#trainer.program, data)
  }

  /** The outputs for one batch of inputs, likewise. */
  predictStep(data: StepData): Structure<tf.Tensor> {
    return this.callOn(unpackXYSampleWeight(data).x, false)
  }

  /** The loss of a batch: those of `compile`, and the penalties of layers and weights (`losses`). */
  computeLoss(values: StepValues): tf.Scalar {
    return computeLoss(this, this.#trainer.program, values)
  }

  /** Counts a batch in the metrics of `compile`, and gives the results of all metrics by name. */
  computeMetrics(values: StepValues): StepLogs {
    return computeMetrics(this, this.#trainer.program, values)
  }

  /** The outputs for inputs, in the structure that the model gives them. */
  abstract callOn(x: Structure<tf.Tensor>, training: boolean): Structure<tf.Tensor>

  /** The metrics that the model and its layers hold in attributes. They begin afresh with each epoch. */
  get heldMetrics(): readonly Metric[] {
    return this.#held(isMetric)
  }

  /** The optimizers that the model and its layers hold in attributes: for steps of its own. */
  get heldOptimizers(): readonly Optimizer[] {
    return this.#held(isOptimizer)
  }

  #held<T>(is: (value: unknown) => value is T): T[] {
    const held = [...this.selfAndInside].flatMap((layer) =>
      Object.values(heldBy(layer, is)).flatMap((inside) => flattenHeld<T>(inside)),
    )
    return [...new Set(held)]
  }

  /** What the layers carry from batch to batch besides their weights. */
  override get carried(): Carried {
    const all = [...this.selfAndInside].map((layer) => (layer === this ? super.carried : layer.carried))
    // models within have given all of theirs already
    return {
      streams: [...new Set(all.flatMap((c) => c.streams))],
      variables: [...new Set(all.flatMap((c) => c.variables))],
    }
  }

  /** Which steps the class does in ways of its own. */
  get ownSteps(): OwnSteps {
    this.#ownSteps ??= stepsOf(this, TrainedLayer.prototype)
    return this.#ownSteps
  }

  get optimizer(): Optimizer | undefined {
    return this.#trainer.optimizer
  }

  /** The optimizer's variables once it has any: for the summary. */
  get optimizerVariables(): readonly Variable[] | undefined {
    const variables = this.optimizer?.variables
    return variables && variables.length > 0 ? variables : undefined
  }

  /** The running means of the losses and the metrics of `compile`. */
  get metrics(): readonly Metric[] {
    return this.#trainer.metrics
  }

  /** The names of `metrics`; those given to `compile` stand together as `compile_metrics`, as in Keras. */
  get metricsNames(): readonly string[] {
    return this.#trainer.metricsNames
  }

  get isCompiled(): boolean {
    return this.#trainer.isCompiled
  }

  /** What `compile` set, as Keras writes it into files. */
  getCompileConfig(): CompileConfig {
    return this.#trainer.getCompileConfig()
  }

  /** Compiles from what Keras or `getCompileConfig` wrote, optimizer state included. */
  compileFromConfig(config: CompileConfig): void {
    this.#trainer.compileFromConfig(config)
  }

  override dispose(): void {
    this.#trainer.dispose()
    super.dispose()
  }
}

/** A stream of batches holds its targets, so that options may follow it. */
function targetsAndOptions<O extends object>(
  x: DataLike | BatchStream,
  second: DataLike | O | null | undefined,
  third: O | undefined,
): [y: DataLike | null | undefined, options: O | undefined] {
  const isOptions = third === undefined && isStream(x) && isPlainObject(second)
  return isOptions ? [undefined, second as O] : [second as DataLike, third]
}

const isMetric = (value: unknown): value is Metric => value instanceof Metric
const isOptimizer = (value: unknown): value is Optimizer => value instanceof Optimizer
