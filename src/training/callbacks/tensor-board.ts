import { join } from 'node:path'
import { callable } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { EventFiles, type EventPosition } from '../events/event-files.js'
import { Callback, type CallbackParams, type Logs } from './callback.js'

export interface TensorBoardOptions {
  /** After each epoch, or after so many batches as well; `batch` is after each. Default `epoch`. */
  updateFreq?: 'epoch' | 'batch' | number
}

interface State {
  batches: number
  train: EventPosition
  validation: EventPosition
}

class TensorBoardClass extends Callback {
  static override readonly className: string = 'TensorBoard'
  readonly updateFreq: 'epoch' | number
  readonly #train: EventFiles
  readonly #validation: EventFiles
  #batches = 0
  #isTraining = false
  /** Writes what validation gave: with its epoch, as a run that is interrupted before that does it once more. */
  #writeValidation: (() => void) | undefined

  constructor(
    readonly logDir = 'logs',
    { updateFreq = 'epoch' }: TensorBoardOptions = {},
  ) {
    super()
    if (typeof logDir !== 'string' || logDir === '')
      throw argumentError('TensorBoard', 'the name of a folder', 'logDir', logDir)
    const frequency = updateFreq === 'batch' ? 1 : updateFreq
    if (frequency !== 'epoch' && !(Number.isInteger(frequency) && frequency > 0))
      throw argumentError(
        'TensorBoard',
        '"epoch", "batch" or a positive number of batches',
        'updateFreq',
        updateFreq,
      )
    this.updateFreq = frequency
    this.#train = new EventFiles(join(logDir, 'train'))
    this.#validation = new EventFiles(join(logDir, 'validation'))
  }

  override get usesBatchLogs(): boolean {
    return this.updateFreq !== 'epoch'
  }

  override getState(): State {
    return {
      batches: this.#batches,
      train: this.#train.position,
      validation: this.#validation.position,
    }
  }

  override setState(state: unknown): void {
    const { batches, train, validation } = state as State
    this.#batches = batches
    this.#train.goOn(train)
    this.#validation.goOn(validation)
  }

  override setParams(params: CallbackParams): void {
    super.setParams(params)
    // what fails or is interrupted does not come to its end
    this.#isTraining = false
    this.#writeValidation = undefined
  }

  override onTrainBegin(): void {
    this.#isTraining = true
  }

  override onTrainBatchEnd(_batch: number, logs: Logs): void {
    this.#batches++
    if (this.updateFreq !== 'epoch' && this.#batches % this.updateFreq === 0)
      this.#add(this.#train, this.#batches, logs, (name) => `batch_${name}`)
  }

  override onTestEnd(logs: Logs): void {
    const { optimizer } = this.model
    if (!optimizer) return
    const { iterations } = optimizer
    const write = () =>
      this.#add(this.#validation, iterations, logs, (name) => `evaluation_${name}_vs_iterations`)
    if (this.#isTraining) this.#writeValidation = write
    else write()
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    const ofValidation = ([name]: [string, number]) => name.startsWith('val_')
    const entries = Object.entries(logs)
    const { learningRate } = this.model.optimizer ?? {}
    const train = {
      ...Object.fromEntries(entries.filter((entry) => !ofValidation(entry))),
      ...(learningRate !== undefined && { learning_rate: learningRate }),
    }
    this.#add(this.#train, epoch, train, (name) => `epoch_${name}`)
    this.#writeValidation?.()
    this.#writeValidation = undefined
    const validation = Object.fromEntries(entries.filter(ofValidation))
    this.#add(this.#validation, epoch, validation, (name) => `epoch_${name.slice('val_'.length)}`)
  }

  #add(files: EventFiles, step: number, logs: Logs, tag: (name: string) => string): void {
    const scalars = Object.entries(logs).map(([name, value]) => [tag(name), value] as const)
    if (scalars.length > 0) files.add(step, Object.fromEntries(scalars))
  }
}

/**
 * Writes results for TensorBoard, which shows them while training goes on: `tensorboard --logdir logs`.
 *
 * Under the folders `train` and `validation` of `logDir` are, as in Keras: `epoch_loss`, `epoch_accuracy`, ... and
 * `epoch_learning_rate` by epochs, counted from 0; with `updateFreq` `batch_loss`, ... by batches, counted from 1; and
 * `evaluation_loss_vs_iterations`, ... by steps of the optimizer. Numbers only: no graphs, histograms, images and profiles.
 * With `BackupAndRestore` a training that goes on writes what an unbroken one would.
 *
 * @param logDir the folder; made if it is not there. Default `logs`
 * @param options.updateFreq `epoch`, `batch`, or a number of batches after which their results are written as well.
 *   Default `epoch`
 *
 * @throws KeratinError `FILE_UNWRITABLE`
 * @example await model.fit(x, y, { callbacks: [new TensorBoard('logs/first')] })
 * @see https://keras.io/api/callbacks/tensorboard/
 */
export const TensorBoard = callable(TensorBoardClass, 'callbacks')
export type TensorBoard = TensorBoardClass
