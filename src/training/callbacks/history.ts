import { Callback, type Logs } from './callback.js'

/**
 * What `fit` returns: the results of each epoch.
 *
 * @example
 * const { history } = await model.fit(x, y, { epochs: 2, validationSplit: 0.1 })
 * history.val_loss // one for each epoch, such as [0.31, 0.27]
 * @see https://keras.io/api/callbacks/
 */
export class History extends Callback {
  /** The values of each name, one an epoch. */
  readonly history: Record<string, number[]> = {}
  /** The epochs that ran, counted from 0. */
  epoch: number[] = []

  override onTrainBegin(): void {
    this.epoch = []
  }

  override getState(): unknown {
    return { epoch: this.epoch, history: this.history }
  }

  override setState(state: unknown): void {
    const { epoch, history } = state as Pick<History, 'epoch' | 'history'>
    this.epoch = [...epoch]
    for (const [name, values] of Object.entries(history)) this.history[name] = [...values]
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    this.epoch.push(epoch)
    for (const [name, value] of Object.entries(logs)) {
      this.history[name] ??= []
      this.history[name].push(value)
    }
  }
}
