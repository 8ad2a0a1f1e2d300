import type { Batch, BatchSource } from '../../data/index.js'
import { KeratinError } from '../../support/errors.js'
import { emitWarning } from '../../support/warn.js'
import type { TrainedEpoch } from '../backup/run-state.js'
import { CallbackList } from '../callbacks/callback-list.js'
import { BackupAndRestore, type CallbackLike, History, type Logs } from '../callbacks/index.js'
import { Breather } from './breather.js'
import { ClassWeights } from './class-weight.js'
import { evaluateSource } from './evaluate.js'
import { listOfCallbacks, makeProgress, verbosity } from './make-callbacks.js'
import type { FitOptions } from './options.js'
import { prepareSaving } from './prepare-saving.js'
import { type Progress, putState, type Run, takeState } from './resume.js'
import { runEpoch } from './run-epoch.js'
import type { Session } from './session.js'
import { TrainingData } from './training-data.js'

/** The data of a run of `fit`. */
export interface FitData {
  train: BatchSource
  validation?: BatchSource | undefined
}

/** Trains over epochs; options have been checked. */
export async function fitSource(session: Session, data: FitData, options: FitOptions): Promise<History> {
  const { model } = session
  prepareSaving()
  if (data.train.steps === Number.POSITIVE_INFINITY && options.stepsPerEpoch === undefined) {
    throw new KeratinError('ARGUMENT', 'fit: the data never ends. Expected: stepsPerEpoch.', {
      hint: 'Give stepsPerEpoch, or leave out repeat().',
    })
  }
  const given = listOfCallbacks(options.callbacks)
  const history = given.find((c) => c instanceof History) ?? new History()
  const progress = makeProgress(options.verbose, () => session.results())
  const callbacks = new CallbackList(
    [...given, ...(given.includes(history) ? [] : [history]), ...(progress ? [progress] : [])],
    model,
    {
      verbose: verbosity(options.verbose),
      epochs: options.epochs ?? 1,
      steps: options.stepsPerEpoch ?? data.train.steps ?? null,
    },
  )
  const run = new FitRun(session, data, options, callbacks, [...given, history])
  try {
    await run.run()
  } finally {
    progress?.close()
    await run.close()
    session.end()
    session.steps.sync(model)
  }
  return history
}

class FitRun {
  readonly #breather = new Breather()
  readonly #classWeights: ClassWeights | undefined
  readonly #data: TrainingData
  readonly #backup: BackupAndRestore | undefined
  #begun = false
  /** The epoch that is under way, and the steps of it that are done. */
  #epoch: number
  #steps = 0
  #trained: TrainedEpoch | undefined
  #isFirstStep = true

  constructor(
    readonly session: Session,
    readonly data: FitData,
    readonly options: FitOptions,
    readonly callbacks: CallbackList,
    readonly kept: readonly CallbackLike[],
  ) {
    this.#classWeights = options.classWeight ? new ClassWeights(options.classWeight) : undefined
    this.#data = new TrainingData(data.train, options.shuffle ?? true)
    this.#backup = kept.find((c): c is BackupAndRestore => c instanceof BackupAndRestore)
    this.#epoch = options.initialEpoch ?? 0
  }

  async run(): Promise<void> {
    const { session, callbacks } = this
    const { epochs = 1 } = this.options
    const begin = this.#epoch
    session.model.stopTraining = false
    await callbacks.emit('onTrainBegin')
    let ended = await this.#restore()
    let logs: Logs = {}
    while (this.#epoch < epochs && !ended && !this.#aborted) {
      const epoch = this.#epoch
      // an epoch that is gone on with has begun already
      if (this.#steps === 0) await callbacks.emit('onEpochBegin', epoch)
      if (!this.#trained) {
        const outcome = await this.#trainEpoch()
        // an epoch that was broken off has no results worth keeping
        if (outcome === 'nothing left' || outcome === 'broken off') break
        session.steps.sync(session.model)
        const isLast = outcome === 'the last' || session.model.stopTraining
        this.#trained = { isLast, logs: session.results() }
      }
      const { isLast } = this.#trained
      logs = { ...this.#trained.logs, ...(await this.#validate(epoch)) }
      if (this.#aborted) break
      await callbacks.emit('onEpochEnd', epoch, logs)
      this.#epoch++
      this.#steps = 0
      this.#trained = undefined
      ended = session.model.stopTraining || isLast
      await this.#keep(ended)
    }
    if (this.#aborted && this.#steps > 0) await this.#keep(false)
    if (epochs > begin) session.finalizeOptimizer()
    await callbacks.emit('onTrainEnd', logs)
    if (!this.#aborted) await this.#backup?.finish()
  }

  /** Goes on from where an earlier run was interrupted; says whether that was at its end. */
  async #restore(): Promise<boolean> {
    const state = await this.#backup?.read()
    if (!state) return false
    this.#epoch = state.epoch
    this.#steps = state.steps
    this.#trained = state.trained
    // what callbacks did when it began, they did before the state was kept
    if (state.steps > 0) await this.callbacks.emit('onEpochBegin', state.epoch)
    await putState(this.#run, state)
    this.#begun = true
    return state.ended
  }

  async #keep(ended: boolean): Promise<void> {
    if (!this.#backup) return
    await this.#backup.write(takeState(this.#run, this.#progress(ended)))
  }

  #progress(ended: boolean): Progress {
    return { epoch: this.#epoch, steps: this.#steps, trained: this.#trained, ended }
  }

  get #run(): Run {
    return { session: this.session, data: this.#data, callbacks: this.kept }
  }

  close(): Promise<void> {
    return this.#data.close()
  }

  get #aborted(): boolean {
    return this.options.signal?.aborted === true
  }

  /** With a limit of steps, an epoch goes on where the last one stopped in the data. */
  async #trainEpoch(): Promise<'done' | 'the last' | 'nothing left' | 'broken off'> {
    const { session } = this
    const { stepsPerEpoch } = this.options
    const goesOn = this.#data.isOpen
    let { steps, ended } = await this.#runSteps(stepsPerEpoch)
    if (ended && steps === 0 && goesOn) {
      await this.close()
      ;({ steps, ended } = await this.#runSteps(stepsPerEpoch))
    }
    // one whose steps are all done is not broken off, whatever came since
    const isWhole = ended || (stepsPerEpoch !== undefined && steps >= stepsPerEpoch)
    if (this.#aborted && !isWhole && !session.model.stopTraining) return 'broken off'
    if (ended || stepsPerEpoch === undefined) await this.close()
    if (steps > 0) this.#begun = true
    else {
      if (!this.#begun) throw new KeratinError('DATA', 'There are no samples to train on.')
      sayOutOfData()
      return 'nothing left'
    }
    // a data set that is shorter than its epochs begins anew; a sequence that is given once cannot
    const short = ended && stepsPerEpoch !== undefined && steps < stepsPerEpoch
    if (!short || !this.data.train.once) return 'done'
    sayOutOfData()
    return 'the last'
  }

  #runSteps(limit: number | undefined): Promise<{ steps: number; ended: boolean }> {
    const { session, callbacks } = this
    const results = () => session.results()
    return runEpoch(
      this.#data.iterator,
      { from: this.#steps, limit },
      {
        begin: (step) => callbacks.emit('onTrainBatchBegin', step),
        run: (batch, step) => {
          if (step === 0 || this.#isFirstStep) this.#beginEpoch(batch, step)
          session.train(batch, this.#classWeights)
          this.#data.took()
          this.#steps = step + 1
        },
        end: (step) => {
          if (callbacks.reads('onTrainBatchEnd')) session.steps.sync(session.model)
          const done = callbacks.emitBatch('onTrainBatchEnd', step, results)
          const { saveFreq = 'epoch' } = this.#backup ?? {}
          if (saveFreq === 'epoch' || this.#steps % saveFreq !== 0) return done
          return Promise.resolve(done).then(() => this.#keep(false))
        },
        stop: () => session.model.stopTraining || this.#aborted,
      },
      this.#breather,
    )
  }

  /** Before the first step of an epoch, or of a run that goes on within one. */
  #beginEpoch(batch: Batch, step: number): void {
    const { session } = this
    if (step === 0) session.begin(batch)
    const { watch } = session.programOf()
    if (this.#isFirstStep) watch.begin()
    this.#isFirstStep = false
    watch.beginEpoch(this.#epoch)
    session.buildOptimizer()
  }

  async #validate(epoch: number): Promise<Logs> {
    const { validation } = this.data
    const { validationFreq = 1, validationSteps, signal } = this.options
    const due =
      typeof validationFreq === 'number'
        ? (epoch + 1) % validationFreq === 0
        : validationFreq.includes(epoch + 1)
    if (!validation || !due) return {}
    const logs = await evaluateSource(this.session, validation, this.callbacks, {
      steps: validationSteps,
      signal,
      breather: this.#breather,
    })
    return Object.fromEntries(Object.entries(logs).map(([name, value]) => [`val_${name}`, value]))
  }
}

const sayOutOfData = (): void =>
  emitWarning(
    'fit: the data ran out, which ends training. Let the generator give stepsPerEpoch * epochs batches, or repeat().',
  )
