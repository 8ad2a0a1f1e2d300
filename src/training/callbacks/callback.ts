import { KeratinError } from '../../support/errors.js'
import type { TrainableModel } from '../trainable.js'

/** Running results by name, such as `{ loss: 0.3, accuracy: 0.9 }`. */
export type Logs = Record<string, number>

/** What callbacks are told about a run. */
export interface CallbackParams {
  verbose: number
  epochs: number
  /** Steps of an epoch; null while not known. */
  steps: number | null
}

type Done = void | Promise<void>

/** The moments of a run at which callbacks are called; a hook that returns a promise is waited for. */
export interface CallbackHooks {
  onTrainBegin(logs?: Logs): Done
  onTrainEnd(logs?: Logs): Done
  onEpochBegin(epoch: number, logs?: Logs): Done
  onEpochEnd(epoch: number, logs: Logs): Done
  onTrainBatchBegin(batch: number, logs?: Logs): Done
  onTrainBatchEnd(batch: number, logs: Logs): Done
  /** The same moments as `onTrainBatchBegin` and `onTrainBatchEnd`, by their older names. */
  onBatchBegin(batch: number, logs?: Logs): Done
  onBatchEnd(batch: number, logs: Logs): Done
  onTestBegin(logs?: Logs): Done
  onTestEnd(logs: Logs): Done
  onTestBatchBegin(batch: number, logs?: Logs): Done
  onTestBatchEnd(batch: number, logs: Logs): Done
  onPredictBegin(logs?: Logs): Done
  onPredictEnd(logs?: Logs): Done
  onPredictBatchBegin(batch: number, logs?: Logs): Done
  onPredictBatchEnd(batch: number, logs?: Logs): Done
}

/** What `callbacks` takes: objects with some of the hooks, instances of `Callback` among them. */
export type CallbackLike = Partial<CallbackHooks> | Callback

/**
 * The base of callbacks: override the hooks you want. `this.model` is the model that is being trained; setting
 * `this.model.stopTraining = true` ends training after the current batch or epoch.
 *
 * Epochs and batches are counted from 0. `logs` of an epoch may be added to: what is added goes into the history.
 *
 * @example
 * class Announce extends Callback {
 *   override onEpochEnd(epoch: number, logs: Logs) { console.error(epoch, logs.loss) }
 * }
 * await model.fit(x, y, { callbacks: [new Announce()] })
 * @see https://keras.io/api/callbacks/base_callback/
 */
export class Callback implements CallbackHooks {
  /** The name in Keras. */
  static readonly className: string = 'Callback'
  params: CallbackParams = { verbose: 0, epochs: 1, steps: null }
  #model: TrainableModel | undefined

  /** The model it is used with. */
  get model(): TrainableModel {
    if (!this.#model)
      throw new KeratinError('ARGUMENT', `${callbackName(this)} was not given to fit, evaluate or predict.`)
    return this.#model
  }

  /** Whether its hooks after batches look at `logs`; reading them costs a little each time. */
  get usesBatchLogs(): boolean {
    return true
  }

  setModel(model: TrainableModel): void {
    this.#model = model
  }

  setParams(params: CallbackParams): void {
    this.params = params
  }

  /** What a later run needs to go on from here, as plain values and typed arrays; undefined for nothing. */
  getState(): unknown {
    return undefined
  }

  /** Goes on from what `getState` gave in an earlier run; called after `onTrainBegin`. */
  setState(_state: unknown): void {}

  onTrainBegin(_logs?: Logs): Done {}
  onTrainEnd(_logs?: Logs): Done {}
  onEpochBegin(_epoch: number, _logs?: Logs): Done {}
  onEpochEnd(_epoch: number, _logs: Logs): Done {}
  onTrainBatchBegin(_batch: number, _logs?: Logs): Done {}
  onTrainBatchEnd(_batch: number, _logs: Logs): Done {}
  onBatchBegin(_batch: number, _logs?: Logs): Done {}
  onBatchEnd(_batch: number, _logs: Logs): Done {}
  onTestBegin(_logs?: Logs): Done {}
  onTestEnd(_logs: Logs): Done {}
  onTestBatchBegin(_batch: number, _logs?: Logs): Done {}
  onTestBatchEnd(_batch: number, _logs: Logs): Done {}
  onPredictBegin(_logs?: Logs): Done {}
  onPredictEnd(_logs?: Logs): Done {}
  onPredictBatchBegin(_batch: number, _logs?: Logs): Done {}
  onPredictBatchEnd(_batch: number, _logs?: Logs): Done {}
}

/** The name of a callback's class, for messages. */
export function callbackName(callback: Callback): string {
  const made = callback.constructor as typeof Callback
  return Object.hasOwn(made, 'className') ? made.className : made.name
}
