import { callable } from '../../support/callable.js'
import { KeratinError } from '../../support/errors.js'
import { say } from '../../support/warn.js'
import { Callback, type Logs } from './callback.js'

class TerminateOnNaNClass extends Callback {
  static override readonly className: string = 'TerminateOnNaN'
  readonly #raiseError: boolean

  constructor({ raiseError = false }: { raiseError?: boolean } = {}) {
    super()
    this.#raiseError = raiseError
  }

  override onTrainBatchEnd(batch: number, logs: Logs): void {
    const { loss } = logs
    if (loss === undefined || Number.isFinite(loss)) return
    if (this.#raiseError) {
      throw new KeratinError('DATA', `The loss became ${loss} at batch ${batch}.`, {
        hint: 'Lower the learning rate, or look for values in the data that are not numbers.',
      })
    }
    say(`Batch ${batch}: the loss became ${loss}, training ends.`)
    this.model.stopTraining = true
  }
}

/**
 * Ends training when the loss is not a finite number.
 *
 * @param options.raiseError throw instead of stopping quietly. Default false
 *
 * @throws KeratinError `DATA` if `raiseError` is set and the loss is not finite
 * @example await model.fit(x, y, { callbacks: [new TerminateOnNaN()] })
 * @see https://keras.io/api/callbacks/terminate_on_nan/
 */
export const TerminateOnNaN = callable(TerminateOnNaNClass, 'callbacks')
export type TerminateOnNaN = TerminateOnNaNClass
