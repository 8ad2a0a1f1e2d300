import type { BatchSource } from '../../data/index.js'
import { KeratinError } from '../../support/errors.js'
import { CallbackList } from '../callbacks/callback-list.js'
import { History, type Logs } from '../callbacks/index.js'
import { Breather } from './breather.js'
import { ClassWeights } from './class-weight.js'
import { evaluateSource } from './evaluate.js'
import { listOfCallbacks, makeProgress, verbosity } from './make-callbacks.js'
import { openBatches } from './open-batches.js'
import type { FitOptions } from './options.js'
import { runEpoch } from './run-epoch.js'
import type { Session } from './session.js'

/** The data of a run of `fit`. */
export interface FitData {
  train: BatchSource
  validation?: BatchSource | undefined
}

/** Trains over epochs; options have been checked. */
export async function fitSource(session: Session, data: FitData, options: FitOptions): Promise<History> {
  const { model } = session
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
  const run = new FitRun(session, data, options, callbacks)
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
  #batches: ReturnType<typeof openBatches> | undefined
  #begun = false

  constructor(
    readonly session: Session,
    readonly data: FitData,
    readonly options: FitOptions,
    readonly callbacks: CallbackList,
  ) {
    this.#classWeights = options.classWeight ? new ClassWeights(options.classWeight) : undefined
  }

  async run(): Promise<void> {
    const { session, callbacks } = this
    const { epochs = 1, initialEpoch = 0 } = this.options
    session.model.stopTraining = false
    await callbacks.emit('onTrainBegin')
    let logs: Logs = {}
    for (let epoch = initialEpoch; epoch < epochs && !this.#aborted; epoch++) {
      await callbacks.emit('onEpochBegin', epoch)
      const trained = await this.#trainEpoch(epoch)
      if (trained === 'nothing left') break
      // an epoch that was broken off has no results worth keeping
      if (this.#aborted) break
      session.steps.sync(session.model)
      logs = { ...session.results(), ...(await this.#validate(epoch)) }
      if (this.#aborted) break
      await callbacks.emit('onEpochEnd', epoch, logs)
      if (session.model.stopTraining || trained === 'the last') break
    }
    if (epochs > initialEpoch) session.finalizeOptimizer()
    await callbacks.emit('onTrainEnd', logs)
  }

  async close(): Promise<void> {
    await this.#batches?.close()
    this.#batches = undefined
  }

  get #aborted(): boolean {
    return this.options.signal?.aborted === true
  }

  /** With a limit of steps, an epoch goes on where the last one stopped in the data. */
  async #trainEpoch(epoch: number): Promise<'done' | 'the last' | 'nothing left'> {
    const { stepsPerEpoch } = this.options
    const goesOn = this.#batches !== undefined
    let { steps, ended } = await this.#runSteps(stepsPerEpoch, epoch)
    if (ended && steps === 0 && goesOn) {
      await this.close()
      ;({ steps, ended } = await this.#runSteps(stepsPerEpoch, epoch))
    }
    if (ended || stepsPerEpoch === undefined) await this.close()
    if (steps > 0) this.#begun = true
    else if (!this.#aborted) {
      if (!this.#begun) throw new KeratinError('DATA', 'There are no samples to train on.')
      sayOutOfData()
      return 'nothing left'
    }
    // a data set that is shorter than its epochs begins anew; a sequence that is given once cannot
    const short = ended && stepsPerEpoch !== undefined && steps < stepsPerEpoch && !this.#aborted
    if (!short || !this.data.train.once) return 'done'
    sayOutOfData()
    return 'the last'
  }

  #runSteps(limit: number | undefined, epoch: number): Promise<{ steps: number; ended: boolean }> {
    const { session, callbacks } = this
    this.#batches ??= openBatches(this.data.train, this.options.shuffle ?? true)
    const results = () => session.results()
    return runEpoch(
      this.#batches.iterator,
      limit,
      {
        begin: (step) => callbacks.emit('onTrainBatchBegin', step),
        run: (batch, step) => {
          if (step === 0) {
            session.begin(batch)
            const { watch } = session.programOf()
            if (epoch === (this.options.initialEpoch ?? 0)) watch.begin()
            watch.beginEpoch(epoch)
            session.buildOptimizer()
          }
          session.train(batch, this.#classWeights)
        },
        end: (step) => {
          if (callbacks.reads('onTrainBatchEnd')) session.steps.sync(session.model)
          return callbacks.emitBatch('onTrainBatchEnd', step, results)
        },
        stop: () => session.model.stopTraining || this.#aborted,
      },
      this.#breather,
    )
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
  process.emitWarning(
    'fit: the data ran out, which ends training. Let the generator give stepsPerEpoch * epochs batches, or repeat().',
  )
