import { callable } from '../../support/callable.js'
import { takeWeights, type Values, type WeightValues, weightsOf } from '../weight-values.js'
import type { Logs } from './callback.js'
import { MonitorCallback, type MonitorOptions } from './monitor.js'

export interface EarlyStoppingOptions extends MonitorOptions {
  /** Epochs without improvement after which training stops. Default 0. */
  patience?: number
  /** A value that has to be surpassed for an epoch to count as an improvement. Default none. */
  baseline?: number | null
  /** Whether the weights of the best epoch are put back at the end. Default false. */
  restoreBestWeights?: boolean
  /** Epochs to wait before watching. Default 0. */
  startFromEpoch?: number
}

interface State {
  wait: number
  stoppedEpoch: number
  best: number | undefined
  bestEpoch: number
  bestWeights?: readonly Values[]
}

class EarlyStoppingClass extends MonitorCallback {
  static override readonly className: string = 'EarlyStopping'
  /** The epoch after which training was stopped, counted from 0; 0 if it was not. */
  stoppedEpoch = 0
  best: number | undefined
  bestEpoch = 0
  readonly #options: EarlyStoppingOptions
  #wait = 0
  #bestWeights: WeightValues | undefined

  constructor(options: EarlyStoppingOptions = {}) {
    super(options)
    this.#options = options
  }

  override onTrainBegin(): void {
    this.#wait = 0
    this.stoppedEpoch = 0
    this.best = undefined
    this.bestEpoch = 0
    this.#bestWeights = undefined
  }

  override getState(): unknown {
    const { stoppedEpoch, best, bestEpoch } = this
    const state: State = { wait: this.#wait, stoppedEpoch, best, bestEpoch }
    return this.#bestWeights ? { ...state, bestWeights: this.#bestWeights.values } : state
  }

  override setState(state: unknown): void {
    const { wait, stoppedEpoch, best, bestEpoch, bestWeights } = state as State
    this.#wait = wait
    this.stoppedEpoch = stoppedEpoch
    this.best = best
    this.bestEpoch = bestEpoch
    this.#bestWeights = bestWeights && weightsOf(this.model, bestWeights)
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    const { patience = 0, baseline, restoreBestWeights = false, startFromEpoch = 0 } = this.#options
    const current = this.monitored(logs)
    if (current === undefined || epoch < startFromEpoch) return
    if (restoreBestWeights && !this.#bestWeights) this.#keep(epoch)

    this.#wait++
    if (this.improves(current, this.best)) {
      this.best = current
      this.bestEpoch = epoch
      if (restoreBestWeights) this.#keep(epoch)
      if (baseline === undefined || baseline === null || this.improves(current, baseline)) this.#wait = 0
    } else if (this.#wait >= patience && epoch > 0) {
      this.stoppedEpoch = epoch
      this.model.stopTraining = true
    }
  }

  override onTrainEnd(): void {
    if (this.verbose && this.stoppedEpoch > 0) this.tell(`Epoch ${this.stoppedEpoch + 1}: early stopping`)
    if (!this.#bestWeights) return
    if (this.verbose) {
      this.tell(`Restoring model weights from the end of the best epoch: ${this.bestEpoch + 1}.`)
    }
    this.#bestWeights.restore()
    this.#bestWeights = undefined
  }

  #keep(epoch: number): void {
    this.bestEpoch = epoch
    this.#bestWeights = takeWeights(this.model)
  }
}

/**
 * Stops training when a quantity has stopped improving.
 *
 * @param options.monitor its name in the logs. Default `val_loss`
 * @param options.patience epochs without improvement to wait for. Default 0
 * @param options.minDelta least change that counts. Default 0
 * @param options.mode `min`, `max`, or `auto`: by the name. Default `auto`
 * @param options.baseline a value to surpass. Default none
 * @param options.restoreBestWeights put the best weights back at the end. Default false
 * @param options.startFromEpoch epochs to wait first. Default 0
 * @param options.verbose 1 tells on stderr what it does. Default 0
 *
 * @throws KeratinError `ARGUMENT` if `mode` is `auto` and the direction is not known
 * @example await model.fit(x, y, { epochs: 99, validationSplit: 0.1, callbacks: [new EarlyStopping({ patience: 3 })] })
 * @see https://keras.io/api/callbacks/early_stopping/
 */
export const EarlyStopping = callable(EarlyStoppingClass, 'callbacks')
export type EarlyStopping = EarlyStoppingClass
