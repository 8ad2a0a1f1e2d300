import { createReadStream } from 'node:fs'
import type { Model } from '../../model/index.js'
import { formatNumber } from '../../support/format.js'
import { Callback, type Logs } from '../../training/index.js'
import type { Output } from '../output.js'
import type { RunFolder } from './run-folder.js'

/** The results of one epoch, counted from 1. */
export type EpochRecord = { epoch: number } & Logs

/** Writes a run down while it goes on: its history line by line, the last and the best model after each epoch. */
export class Recorder extends Callback {
  readonly epochs: EpochRecord[] = []
  best: EpochRecord | undefined
  readonly #name: string
  #began = performance.now()

  /**
   * @param monitor the result that makes an epoch the best
   * @param validated whether it is looked up in the validation results
   * @param whole the model that is saved, where a part of it is trained. Default: what is trained
   */
  constructor(
    readonly folder: RunFolder,
    readonly output: Output,
    readonly monitor: string,
    validated: boolean,
    readonly whole?: Model,
  ) {
    super()
    this.#name = validated ? `val_${monitor}` : monitor
  }

  override get usesBatchLogs(): boolean {
    return false
  }

  override onEpochBegin(): void {
    this.#began = performance.now()
  }

  override async onEpochEnd(_index: number, logs: Logs): Promise<void> {
    const seconds = Math.round(performance.now() - this.#began) / 1000
    // counted over all trainings of a run
    const record: EpochRecord = { epoch: this.epochs.length + 1, ...logs }
    const isBest = this.#improves(record)
    this.epochs.push(record)
    await this.saveLast()
    if (isBest) {
      await this.folder.write('best.keras', createReadStream(this.folder.file('last.keras')))
      this.best = record
    }
    await this.folder.append('history.jsonl', JSON.stringify({ ...record, seconds }))
    this.output.event('epoch', { ...record, best: isBest, seconds })
    if (isBest) {
      const { green } = this.output.style
      this.output.note(green(`  best so far: ${this.#name} ${formatNumber(record[this.#name]!)}`))
    }
  }

  /** Saves the model as it is. */
  async saveLast(): Promise<void> {
    const path = this.folder.file('last.keras')
    await (this.whole ?? this.model).save(path, { overwrite: true })
    this.folder.note('last.keras')
  }

  #improves(record: EpochRecord): boolean {
    const value = record[this.#name]
    if (value === undefined || !Number.isFinite(value)) return false
    const before = this.best?.[this.#name]
    if (before === undefined) return true
    return this.monitor === 'loss' ? value < before : value > before
  }
}
