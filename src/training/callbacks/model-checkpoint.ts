import { dirname } from 'node:path'
import { callable } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { makeFolders } from '../../support/make-folders.js'
import type { Logs } from './callback.js'
import { checkFileName } from './file-names.js'
import { fillTemplate } from './fill-template.js'
import { MonitorCallback, type MonitorOptions } from './monitor.js'

export interface ModelCheckpointOptions extends Omit<MonitorOptions, 'minDelta'> {
  /** Whether only models better than all before are saved. Default false. */
  saveBestOnly?: boolean
  /** Whether weights alone are saved, as `model.saveWeights` does. Default false. */
  saveWeightsOnly?: boolean
  /** After each epoch, or after so many batches. Default `epoch`. */
  saveFreq?: 'epoch' | number
  /** A value that the first saved model has to surpass already. Default none. */
  initialValueThreshold?: number | null
}

class ModelCheckpointClass extends MonitorCallback {
  static override readonly className: string = 'ModelCheckpoint'
  best: number | undefined
  readonly #options: ModelCheckpointOptions
  #epoch = 0
  #batches = 0

  constructor(
    readonly filepath: string,
    options: ModelCheckpointOptions = {},
  ) {
    super(options)
    const { saveWeightsOnly = false, saveFreq = 'epoch', initialValueThreshold } = options
    checkFileName('ModelCheckpoint', filepath, saveWeightsOnly ? 'weights' : 'model')
    if (saveFreq !== 'epoch' && !(Number.isInteger(saveFreq) && saveFreq > 0)) {
      throw argumentError('ModelCheckpoint', '"epoch" or a positive number of batches', 'saveFreq', saveFreq)
    }
    this.#options = options
    this.best = initialValueThreshold ?? undefined
  }

  get #everyBatches(): number | undefined {
    const { saveFreq = 'epoch' } = this.#options
    return saveFreq === 'epoch' ? undefined : saveFreq
  }

  override get usesBatchLogs(): boolean {
    return this.#everyBatches !== undefined
  }

  override getState(): unknown {
    return { best: this.best, batches: this.#batches }
  }

  override setState(state: unknown): void {
    const { best, batches } = state as { best: number | undefined; batches: number }
    this.best = best
    this.#batches = batches
  }

  override onEpochBegin(epoch: number): void {
    this.#epoch = epoch
  }

  override onTrainBatchEnd(batch: number, logs: Logs): void | Promise<void> {
    if (this.#everyBatches === undefined || ++this.#batches < this.#everyBatches) return
    this.#batches = 0
    return this.#save(this.#epoch, { batch: batch + 1, ...logs }, logs)
  }

  override onEpochEnd(epoch: number, logs: Logs): void | Promise<void> {
    if (this.#everyBatches === undefined) return this.#save(epoch, logs, logs)
  }

  async #save(epoch: number, values: Logs, logs: Logs): Promise<void> {
    const path = fillTemplate(this.filepath, { epoch: epoch + 1, ...values }, 'ModelCheckpoint: filepath')
    if (!this.#shouldSave(epoch, logs, path)) return
    const folder = dirname(path)
    makeFolders(folder)
    if (this.#options.saveWeightsOnly) await this.model.saveWeights(path, { overwrite: true })
    else await this.model.save(path, { overwrite: true })
  }

  #shouldSave(epoch: number, logs: Logs, path: string): boolean {
    const current = this.#options.saveBestOnly ? this.monitored(logs) : undefined
    if (current === undefined) {
      this.#note(epoch, `saving model to ${path}`)
      return true
    }
    const before = this.best === undefined ? 'none' : this.best.toFixed(5)
    if (!this.improves(current, this.best)) {
      this.#note(epoch, `${this.monitor} did not improve from ${before}`)
      return false
    }
    this.#note(
      epoch,
      `${this.monitor} improved from ${before} to ${current.toFixed(5)}, saving model to ${path}`,
    )
    this.best = current
    return true
  }

  #note(epoch: number, message: string): void {
    if (this.verbose) this.tell(`Epoch ${epoch + 1}: ${message}`)
  }
}

/**
 * Saves the model, or its weights, while it is trained.
 *
 * @param filepath a name as `model.save` takes it, such as `best.keras`, or as `model.saveWeights` does, such as
 *   `best.weights.h5`; `{epoch:02d}`, `{batch}` and names of the logs such as `{val_loss:.4f}` are filled in
 * @param options.monitor what makes a model better. Default `val_loss`
 * @param options.saveBestOnly save only what is better than all before. Default false
 * @param options.saveWeightsOnly save the weights alone. Default false
 * @param options.mode `min`, `max`, or `auto`: by the name. Default `auto`
 * @param options.saveFreq `epoch`, or a number of batches. Default `epoch`
 * @param options.initialValueThreshold a value to surpass from the beginning. Default none
 * @param options.verbose 1 tells on stderr what it does. Default 0
 *
 * @throws KeratinError `ARGUMENT` for another ending; `UNKNOWN_NAME` for a placeholder that the logs do not have;
 *   `FILE_UNWRITABLE`
 * @example new ModelCheckpoint('best.keras', { monitor: 'val_accuracy', saveBestOnly: true })
 * @see https://keras.io/api/callbacks/model_checkpoint/
 */
export const ModelCheckpoint = callable(ModelCheckpointClass, 'callbacks')
export type ModelCheckpoint = ModelCheckpointClass
