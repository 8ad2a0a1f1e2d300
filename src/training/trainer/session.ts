import type { Batch } from '../../data/index.js'
import { tf, type Variable } from '../../engine/index.js'
import { KeratinError } from '../../support/errors.js'
import type { Logs } from '../callbacks/index.js'
import { inOwnPass, OwnResults } from '../steps/own-steps.js'
import { ownStep } from '../steps/planned/own-step.js'
import type { Program } from '../steps/program.js'
import type { StepBatch } from '../steps/step-batch.js'
import type { StepMode } from '../steps/step-mode.js'
import type { StepRunner } from '../steps/step-runner.js'
import { isBuilt, type OwnSteps, type StepData, type StepLogs, type TrainableModel } from '../trainable.js'
import { arrange, arrangeTargets, arrangeWeights } from './arrange.js'
import { checkBatch, checkInputs } from './check-shapes.js'
import type { ClassWeights } from './class-weight.js'
import { flatten, type OutputStructure, structureOf } from './output-structure.js'

const usual: OwnSteps = { usualTraining: true }

/** Takes batches as data delivers them, makes steps of them and runs these. The batches stay the caller's. */
export class Session {
  readonly #results = new OwnResults()
  #structure: OutputStructure | undefined

  /**
   * @param steps what runs the steps
   * @param programOf gives what `compile` made, once the model is built
   */
  constructor(
    readonly model: TrainableModel,
    readonly steps: StepRunner,
    readonly programOf: () => Program,
    /** How steps are run. */
    readonly modeOf: () => StepMode,
  ) {}

  train(batch: Batch, classWeights?: ClassWeights): void {
    const { train } = this.#own
    if (train) this.#ownStep(true, batch, (data) => train(data), classWeights)
    else tf.tidy(() => this.steps.train(this.programOf(), this.#arrange(batch, classWeights)))
  }

  evaluate(batch: Batch): void {
    const { test } = this.#own
    if (test) this.#ownStep(false, batch, (data) => test(data))
    else tf.tidy(() => this.steps.evaluate(this.programOf(), this.#arrange(batch)))
  }

  /** The outputs, which become the caller's. */
  predict(batch: Batch): tf.Tensor[] {
    const { predict } = this.#own
    if (!predict) return this.steps.predict(this.model, this.#inputs(batch), this.modeOf())
    return inOwnPass(false, () => {
      const outputs = predict(batch.x)
      this.#structure = structureOf(outputs)
      // they may be inputs or weights handed through
      return flatten(outputs).map((t) => t.clone())
    })
  }

  /** How the outputs of `predict` are handed to the user. */
  get structure(): OutputStructure {
    return this.#structure ?? this.model
  }

  /** The results so far by name. */
  results(): Logs {
    return this.#results.logs(this.programOf()) ?? this.programOf().results()
  }

  /** Checks that a batch fits the model; builds the model for it if it is not built. */
  check(batch: Batch, classWeights?: ClassWeights): void {
    if (this.#own.train || this.#own.test) this.#buildIfPossible(batch)
    else
      tf.tidy(() => {
        this.#arrange(batch, classWeights)
      })
  }

  /** Begins counting afresh, with data like the batch. */
  begin(batch: Batch): void {
    if (!isBuilt(this.model)) this.check(batch)
    this.#results.forget()
    this.programOf().resetResults()
  }

  /** Makes the optimizer's state, where it is the model's weights that training changes. */
  buildOptimizer(): void {
    const { train, usualTraining } = this.#own
    if (!train || usualTraining) this.programOf().buildOptimizer()
  }

  /** Ends training: what an optimizer keeps of averages becomes the weights. */
  finalizeOptimizer(): void {
    const { train, usualTraining } = this.#own
    const { optimizer } = this.programOf()
    if (!train || usualTraining) {
      if (isBuilt(this.model)) optimizer.finalize(this.programOf().trainedVariables)
    } else if (optimizer.built) optimizer.finalize()
  }

  /** The state of the optimizer of `compile`, and of those that the model holds in attributes. */
  get optimizerVariables(): readonly Variable[] {
    const all = new Set([this.programOf().optimizer, ...(this.model.heldOptimizers ?? [])])
    return [...all].flatMap((optimizer) => (optimizer.built ? optimizer.variables : []))
  }

  /** Whether the model changes its weights in a way of its own. */
  get hasOwnTraining(): boolean {
    const { train, usualTraining } = this.#own
    return train !== undefined && !usualTraining
  }

  /** The state of the running results. */
  get resultVariables(): readonly Variable[] {
    const all = new Set([...this.programOf().allMetrics, ...this.model.metrics])
    return [...all].flatMap((metric) => metric.variables)
  }

  /** What the latest step of the model's own gave, as numbers. */
  get ownResults(): Logs | undefined {
    return this.#results.numbers()
  }

  set ownResults(results: Logs | undefined) {
    this.#results.put(results)
  }

  /** Frees what is kept of results. */
  end(): void {
    this.#results.forget()
  }

  get #own(): OwnSteps {
    return this.model.ownSteps ?? usual
  }

  #ownStep(
    training: boolean,
    batch: Batch,
    step: (data: StepData) => StepLogs,
    classWeights?: ClassWeights,
  ): void {
    this.#results.take(this.model, () => {
      const weighted = classWeights && this.#weigh(classWeights, [batch.y as tf.Tensor], batch)
      const { x, y, sampleWeight = weighted } = batch
      const data = y === undefined ? x : sampleWeight === undefined ? [x, y] : [x, y, sampleWeight]
      return ownStep(training ? 'train' : 'evaluate', this.programOf(), data as StepData, (given) =>
        inOwnPass(training, () => step(given)),
      )
    })
  }

  /** A step of a model's own may call what it likes, so that the model itself need not take the data. */
  #buildIfPossible(batch: Batch): void {
    if (isBuilt(this.model)) return
    try {
      tf.tidy(() => {
        this.#inputs(batch)
      })
    } catch (error) {
      // the step says itself what is wrong with it
      if (!(error instanceof KeratinError)) throw error
    }
  }

  #inputs(batch: Batch): tf.Tensor[] {
    const { model } = this
    if (!isBuilt(model)) model.buildFor?.(batch.x)
    const x = arrange(batch.x, model.inputNames, 'inputs')
    if (isBuilt(model)) checkInputs(x, model)
    else model.ensureBuiltFor(x.map((t) => [null, ...t.shape.slice(1)]))
    return x
  }

  #arrange(batch: Batch, classWeights?: ClassWeights): StepBatch {
    const { model } = this
    const x = this.#inputs(batch)
    const y = arrangeTargets(batch.y, model.outputNames, this.programOf().loss.trainedOutputs)
    const sampleWeights = classWeights
      ? [this.#weigh(classWeights, y, batch)]
      : arrangeWeights(batch.sampleWeight, model.outputNames)
    const arranged = { x, y, sampleWeights, size: batch.size }
    checkBatch(arranged, model)
    return arranged
  }

  #weigh(classWeights: ClassWeights, y: readonly (tf.Tensor | null)[], batch: Batch): tf.Tensor {
    if (batch.sampleWeight !== undefined) {
      throw new KeratinError('ARGUMENT', 'classWeight and sampleWeight cannot be given at the same time.')
    }
    if (y.length > 1 || !y[0]) {
      throw new KeratinError('ARGUMENT', 'classWeight is for models with a single output.', {
        hint: 'Give sampleWeight with one tensor per output.',
      })
    }
    return classWeights.weigh(y[0])
  }
}
