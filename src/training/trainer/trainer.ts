import type { Batch, BatchSource } from '../../data/index.js'
import type { tf } from '../../engine/index.js'
import { KeratinError } from '../../support/errors.js'
import { CallbackList } from '../callbacks/callback-list.js'
import type { History, Logs } from '../callbacks/index.js'
import { type CompileConfig, fromCompileConfig, toCompileConfig } from '../compile/compile-config.js'
import { CompiledLoss } from '../compile/compiled-loss.js'
import { CompiledMetrics } from '../compile/compiled-metrics.js'
import type { CompileOptions } from '../compile/options.js'
import type { Metric } from '../metrics/index.js'
import { type Optimizer, optimizers } from '../optimizers/index.js'
import { plannedSteps } from '../steps/planned/planned-steps.js'
import { plansOf } from '../steps/planned/plans-of.js'
import { describePlans, type StepPlan } from '../steps/planned/step-plan.js'
import { Program } from '../steps/program.js'
import type { StepMode } from '../steps/step-mode.js'
import type { StepRunner } from '../steps/step-runner.js'
import { isBuilt, type Structure, type TrainableModel } from '../trainable.js'
import { checkOptions } from './check-options.js'
import { ClassWeights } from './class-weight.js'
import { evaluateSource } from './evaluate.js'
import {
  type BatchStream,
  checkSource,
  type DataLike,
  type FeedData,
  isStream,
  makeBatch,
  makeSource,
  makeSplitSources,
} from './feed.js'
import { fitSource } from './fit.js'
import { listOfCallbacks, makeProgress, verbosity } from './make-callbacks.js'
import type {
  EvaluateOptions,
  FitOptions,
  PredictOptions,
  TestOnBatchOptions,
  TrainOnBatchOptions,
} from './options.js'
import { pack } from './output-structure.js'
import { predictSource } from './predict.js'
import { inKerasOrder } from './results-order.js'
import { Session } from './session.js'
import { unpackValidation } from './validation.js'

/** Compiles, trains, evaluates and uses one model. */
export class Trainer {
  readonly #session: Session
  #options: CompileOptions | undefined
  #optimizer: Optimizer | undefined
  #program: Program | undefined
  #fitting = false

  /**
   * @param model what to train
   * @param steps what runs the steps; default: plans, where a step can be recorded
   */
  constructor(
    readonly model: TrainableModel,
    steps: StepRunner = plannedSteps,
  ) {
    this.#session = new Session(
      model,
      steps,
      () => this.#currentProgram(),
      () => modeOf(this.#options),
    )
  }

  /** @throws KeratinError `UNKNOWN_NAME` for names, `ARGUMENT` for structures that do not fit the outputs */
  compile(given: CompileOptions = {}): void {
    const options = checkOptions('compile', given)
    const optimizer = optimizers.get(options.optimizer ?? 'rmsprop')
    // names of outputs are checked as early as they are known
    const early = isBuilt(this.model) || !this.model.hasOwnCall
    const program = early ? this.#makeProgram(options, optimizer) : undefined
    this.#disposeOwn(optimizer)
    this.#options = options
    this.#optimizer = optimizer
    // the outputs of a model that is not built have no names yet
    this.#program = isBuilt(this.model) ? program : undefined
  }

  /** What `compile` set; undefined before. */
  get optimizer(): Optimizer | undefined {
    return this.#optimizer
  }

  /** The mean of the loss, those of several outputs, and the metrics of `compile`. */
  get metrics(): readonly Metric[] {
    return this.#program?.allMetrics ?? this.model.heldMetrics ?? []
  }

  /** The names of `metrics`, where those of `compile` stand together as `compile_metrics`: as in Keras. */
  get metricsNames(): string[] {
    const { metrics, weightedMetrics } = this.#options ?? {}
    if (!this.#options) return []
    const losses = this.#currentProgram().outputLossMeans.map((m) => m.name)
    return ['loss', ...(metrics || weightedMetrics ? ['compile_metrics'] : []), ...losses]
  }

  /** What the steps are made of; to be asked for once the model is compiled. */
  get program(): Program {
    this.#requireCompiled('compute')
    return this.#currentProgram()
  }

  get isCompiled(): boolean {
    return this.#options !== undefined
  }

  /** What the model was compiled with, as Keras writes it into files; `{}` before `compile`. */
  getCompileConfig(): CompileConfig {
    return this.#options ? toCompileConfig(this.#options, this.#optimizer!) : {}
  }

  /** Compiles from what `getCompileConfig` or Keras wrote. An empty configuration leaves the model uncompiled. */
  compileFromConfig(config: CompileConfig): void {
    if (config.optimizer === undefined && config.loss === undefined) return
    this.compile(fromCompileConfig(config))
    if (isBuilt(this.model)) this.#currentProgram().buildOptimizer()
  }

  /** How the steps of the model run: from which plans, or why operator by operator. */
  get plans(): StepPlan[] {
    const owners = [...(this.#program ? [this.#program] : []), this.model]
    return owners.flatMap((owner) => describePlans(plansOf(owner)))
  }

  async fit(x: DataLike | BatchStream, y?: DataLike | null, given?: FitOptions): Promise<History> {
    this.#requireCompiled('fit')
    const options = checkOptions('fit', given)
    if (this.#fitting) {
      throw new KeratinError('ARGUMENT', `Model "${this.model.name}" is being trained already.`, {
        hint: 'Wait for the first fit with await.',
      })
    }
    this.#fitting = true
    const sources: BatchSource[] = []
    try {
      this.#openForFit({ x, y, sampleWeight: options.sampleWeight }, options, sources)
      const [train, validation] = sources as [BatchSource, BatchSource?]
      checkSource(train, this.#session, options.classWeight && new ClassWeights(options.classWeight))
      if (validation) checkSource(validation, this.#session)
      return await fitSource(this.#session, { train, validation }, options)
    } finally {
      this.#fitting = false
      for (const source of sources) source.dispose()
    }
  }

  async evaluate(
    x: DataLike | BatchStream,
    y?: DataLike | null,
    given?: EvaluateOptions,
  ): Promise<number | number[] | Logs> {
    this.#requireCompiled('evaluate')
    const options = checkOptions('evaluate', given)
    const source = makeSource({ x, y, sampleWeight: options.sampleWeight }, this.model, options.batchSize)
    const progress = makeProgress(options.verbose, () => this.#session.results())
    try {
      checkSource(source, this.#session)
      // a program that is not made yet has said nothing
      this.#program?.watch.begin()
      const callbacks = new CallbackList(
        [...listOfCallbacks(options.callbacks), ...(progress ? [progress] : [])],
        this.model,
        { verbose: verbosity(options.verbose), epochs: 1, steps: options.steps ?? source.steps ?? null },
      )
      const logs = await evaluateSource(this.#session, source, callbacks, options)
      return this.#answer(logs, options.returnDict)
    } finally {
      progress?.close()
      this.#session.end()
      source.dispose()
    }
  }

  async predict(x: DataLike | BatchStream, given?: PredictOptions): Promise<Structure<tf.Tensor>> {
    const options = checkOptions('predict', given)
    const source = makeSource({ x }, this.model, options.batchSize)
    try {
      return this.#structured(await predictSource(this.#session, source, options))
    } finally {
      source.dispose()
    }
  }

  async trainOnBatch(
    x: DataLike,
    y?: DataLike | null,
    given?: TrainOnBatchOptions,
  ): Promise<number | number[] | Logs> {
    this.#requireCompiled('trainOnBatch')
    const { sampleWeight, classWeight, returnDict } = checkOptions('trainOnBatch', given)
    const classWeights = classWeight && new ClassWeights(classWeight)
    return this.#onBatch({ x, y, sampleWeight }, returnDict, (batch) => {
      this.#session.buildOptimizer()
      this.#session.train(batch, classWeights)
      this.#session.steps.sync(this.model)
    })
  }

  async testOnBatch(
    x: DataLike,
    y?: DataLike | null,
    given?: TestOnBatchOptions,
  ): Promise<number | number[] | Logs> {
    this.#requireCompiled('testOnBatch')
    const { sampleWeight, returnDict } = checkOptions('testOnBatch', given)
    return this.#onBatch({ x, y, sampleWeight }, returnDict, (batch) => this.#session.evaluate(batch))
  }

  async predictOnBatch(x: DataLike): Promise<Structure<tf.Tensor>> {
    return this.#withBatch({ x }, (batch) => this.#structured(this.#session.predict(batch)))
  }

  /** Frees the state of the optimizer and the metrics that `compile` made from names. */
  dispose(): void {
    this.#disposeOwn()
    this.#session.end()
    this.#program = undefined
    this.#options = undefined
    this.#optimizer = undefined
  }

  #openForFit(data: FeedData, options: FitOptions, sources: BatchSource[]): void {
    const { batchSize, validationBatchSize = batchSize, validationData, validationSplit = 0 } = options
    if (validationSplit > 0 && !validationData) {
      sources.push(...makeSplitSources(data, validationSplit, this.model, batchSize, validationBatchSize))
      return
    }
    sources.push(makeSource(data, this.model, batchSize))
    if (!validationData) return
    const validation = unpackValidation(validationData)
    sources.push(makeSource(validation, this.model, isStream(validation.x) ? undefined : validationBatchSize))
  }

  #onBatch(data: FeedData, returnDict: boolean | undefined, run: (batch: Batch) => void) {
    return this.#withBatch(data, (batch) => {
      this.#session.begin(batch)
      run(batch)
      try {
        return this.#answer(this.#session.results(), returnDict)
      } finally {
        this.#session.end()
      }
    })
  }

  #withBatch<T>(data: FeedData, run: (batch: Batch) => T): T {
    const { batch, dispose } = makeBatch(data, this.model)
    try {
      return run(batch)
    } finally {
      dispose()
    }
  }

  #answer(logs: Logs, returnDict = false): number | number[] | Logs {
    if (returnDict) return logs
    const values = inKerasOrder(logs, this.model.metrics)
    return values.length === 1 ? values[0]! : values
  }

  #structured(outputs: tf.Tensor[]): Structure<tf.Tensor> {
    return pack(outputs, this.#session.structure)
  }

  #makeProgram(options: CompileOptions, optimizer: Optimizer): Program {
    const { outputNames } = this.model
    const loss = new CompiledLoss(options, outputNames)
    const metrics = new CompiledMetrics(options, outputNames)
    return new Program(this.model, optimizer, loss, metrics, modeOf(options))
  }

  #currentProgram(): Program {
    this.#program ??= this.#makeProgram(this.#options!, this.#optimizer!)
    return this.#program
  }

  #requireCompiled(method: string): void {
    if (this.isCompiled) return
    throw new KeratinError('NOT_COMPILED', `${method}: the model "${this.model.name}" is not compiled.`, {
      hint: 'Call model.compile({ optimizer, loss, metrics }) first.',
    })
  }

  #disposeOwn(next?: Optimizer): void {
    this.#program?.dispose()
    const own = this.#optimizer !== this.#options?.optimizer
    if (own && this.#optimizer !== next) for (const v of this.#optimizer?.variables ?? []) v.dispose()
  }
}

function modeOf({ runEagerly = false, jitCompile = 'auto' }: CompileOptions = {}): StepMode {
  if (runEagerly || jitCompile === false) return 'eager'
  return jitCompile === true ? 'always' : 'auto'
}
