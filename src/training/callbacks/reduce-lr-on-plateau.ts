import { callable } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import type { Logs } from './callback.js'
import { requireOptimizer } from './learning-rate.js'
import { MonitorCallback, type MonitorOptions } from './monitor.js'

export interface ReduceLROnPlateauOptions extends MonitorOptions {
  /** What the learning rate is multiplied with, below 1. Default 0.1. */
  factor?: number
  /** Epochs without improvement to wait for. Default 10. */
  patience?: number
  /** Epochs to rest after a reduction. Default 0. */
  cooldown?: number
  /** The learning rate is not made smaller than this. Default 0. */
  minLr?: number
}

class ReduceLROnPlateauClass extends MonitorCallback {
  static override readonly className: string = 'ReduceLROnPlateau'
  best: number | undefined
  readonly #options: Required<Pick<ReduceLROnPlateauOptions, 'factor' | 'patience' | 'cooldown' | 'minLr'>>
  #wait = 0
  #rest = 0

  constructor(options: ReduceLROnPlateauOptions = {}) {
    super({ minDelta: 1e-4, ...options })
    const { factor = 0.1, patience = 10, cooldown = 0, minLr = 0 } = options
    if (!(factor < 1)) throw argumentError('ReduceLROnPlateau', 'below 1', 'factor', factor)
    this.#options = { factor, patience, cooldown, minLr }
  }

  override onTrainBegin(): void {
    this.best = undefined
    this.#wait = 0
    this.#rest = 0
  }

  override getState(): unknown {
    return { best: this.best, wait: this.#wait, rest: this.#rest }
  }

  override setState(state: unknown): void {
    const { best, wait, rest } = state as { best: number | undefined; wait: number; rest: number }
    this.best = best
    this.#wait = wait
    this.#rest = rest
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    logs.learning_rate = requireOptimizer(this).learningRate
    const current = this.monitored(logs)
    if (current === undefined) return
    if (this.#rest > 0) {
      this.#rest--
      this.#wait = 0
    }
    if (this.improves(current, this.best)) {
      this.best = current
      this.#wait = 0
    } else if (this.#rest === 0 && ++this.#wait >= this.#options.patience) this.#reduce(epoch)
  }

  #reduce(epoch: number): void {
    const optimizer = requireOptimizer(this)
    const { factor, cooldown, minLr } = this.#options
    if (optimizer.learningRate <= Math.fround(minLr)) return
    const rate = Math.max(optimizer.learningRate * factor, minLr)
    optimizer.learningRate = rate
    if (this.verbose) {
      this.tell(`Epoch ${epoch + 1}: ReduceLROnPlateau reducing learning rate to ${rate}.`)
    }
    this.#rest = cooldown
    this.#wait = 0
  }
}

/**
 * Lowers the learning rate when a quantity has stopped improving.
 *
 * @param options.monitor its name in the logs. Default `val_loss`
 * @param options.factor what the rate is multiplied with. Default 0.1
 * @param options.patience epochs without improvement to wait for. Default 10
 * @param options.mode `min`, `max`, or `auto`: by the name. Default `auto`
 * @param options.minDelta least change that counts. Default 1e-4
 * @param options.cooldown epochs to rest after a reduction. Default 0
 * @param options.minLr lower bound of the rate. Default 0
 * @param options.verbose 1 tells on stderr what it does. Default 0
 *
 * @throws KeratinError `ARGUMENT` if `factor` is not below 1
 * @example new ReduceLROnPlateau({ factor: 0.2, patience: 5, minLr: 0.001 })
 * @see https://keras.io/api/callbacks/reduce_lr_on_plateau/
 */
export const ReduceLROnPlateau = callable(ReduceLROnPlateauClass, 'callbacks')
export type ReduceLROnPlateau = ReduceLROnPlateauClass
