import { argumentError, KeratinError } from '../../support/errors.js'
import { say } from '../../support/warn.js'
import type { TrainableModel } from '../trainable.js'
import { Callback, callbackName, type Logs } from './callback.js'

/** Whether less or more of a quantity is better; `auto` tells by its name. */
export type MonitorMode = 'auto' | 'min' | 'max'

export interface MonitorOptions {
  /** The name of the quantity in the logs. Default `val_loss`. */
  monitor?: string
  /** Default `auto`. */
  mode?: MonitorMode
  /** The least change that counts as an improvement. Default 0. */
  minDelta?: number
  /** 1 tells on stderr what it does. Default 0. */
  verbose?: 0 | 1
}

/** The base of callbacks that watch one quantity for improvement. */
export abstract class MonitorCallback extends Callback {
  readonly monitor: string
  readonly mode: MonitorMode
  readonly minDelta: number
  readonly verbose: number
  #direction: 'min' | 'max' | undefined
  #missed = false

  constructor({ monitor = 'val_loss', mode = 'auto', minDelta = 0, verbose = 0 }: MonitorOptions) {
    super()
    if (!['auto', 'min', 'max'].includes(mode)) {
      throw argumentError(callbackName(this), '"auto", "min" or "max"', 'mode', mode)
    }
    this.monitor = monitor
    this.mode = mode
    this.minDelta = Math.abs(minDelta)
    this.verbose = verbose
  }

  override setModel(model: TrainableModel): void {
    super.setModel(model)
    this.#direction = undefined
    this.#missed = false
  }

  /** The current value, or undefined, said once, if the logs do not have it. */
  protected monitored(logs: Logs): number | undefined {
    const value = logs[this.monitor]
    if (value === undefined && !this.#missed) {
      this.#missed = true
      const names = Object.keys(logs).join(', ')
      this.tell(`${callbackName(this)}: there is no "${this.monitor}" to monitor. Available: ${names}.`)
    }
    return value
  }

  protected improves(value: number, best: number | undefined): boolean {
    if (best === undefined) return true
    this.#direction ??= this.mode === 'auto' ? inferDirection(this) : this.mode
    return this.#direction === 'min' ? value < best - this.minDelta : value > best + this.minDelta
  }

  protected tell(message: string): void {
    say(message)
  }
}

function inferDirection(callback: MonitorCallback): 'min' | 'max' {
  const { monitor, model } = callback
  const name = monitor.replace(/^val_/, '')
  const ofOutputs = model.outputNames
    .filter((o) => name.startsWith(`${o}_`))
    .map((o) => name.slice(o.length + 1))
  const candidates = [name, ...ofOutputs].map((n) => n.replace(/^weighted_/, ''))
  if (candidates.includes('loss')) return 'min'
  const direction = model.metrics.find((m) => candidates.includes(m.name))?.direction
  if (direction) return direction === 'up' ? 'max' : 'min'
  throw new KeratinError(
    'ARGUMENT',
    `${callbackName(callback)}: it is not known whether less or more of "${monitor}" is better.`,
    {
      hint: 'Set mode: "min" or mode: "max".',
    },
  )
}
