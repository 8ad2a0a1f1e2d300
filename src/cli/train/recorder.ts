import { isDeepStrictEqual } from 'node:util'
import type { Model } from '../../model/index.js'
import { KeratinError } from '../../support/errors.js'
import { readPieces } from '../../support/read-file.js'
import { Callback, type Logs } from '../../training/index.js'
import type { Output } from '../output.js'
import { historyTable } from './history-table.js'
import type { EpochRecord } from './result.js'
import type { RunFolder } from './run-folder.js'

/** What tells whether data is the same as before. */
export interface DataSummary {
  readonly train: number
  readonly validation: number
  readonly test: number
  readonly labels: readonly string[]
}

interface State {
  epochs: EpochRecord[]
  best: EpochRecord | undefined
  lines: string[]
  data: DataSummary
}

/** Writes a run down while it goes on: its history line by line, the last and the best model after each epoch. */
export class Recorder extends Callback {
  readonly epochs: EpochRecord[] = []
  best: EpochRecord | undefined
  /** The result that makes an epoch the best, as it is named among its results. */
  readonly name: string
  /** The history as it is written. */
  readonly #lines: string[] = []
  #began = performance.now()

  /**
   * @param monitor the result that makes an epoch the best
   * @param validated whether it is looked up in the validation results
   * @param data what the data is: a run goes on with the same only
   * @param whole the model that is saved, where a part of it is trained. Default: what is trained
   * @param csv whether the history is written as a table as well
   */
  constructor(
    readonly folder: RunFolder,
    readonly output: Output,
    readonly monitor: string,
    validated: boolean,
    readonly data: DataSummary,
    readonly whole?: Model,
    readonly csv = false,
  ) {
    super()
    this.name = validated ? `val_${monitor}` : monitor
  }

  /** @throws KeratinError DATA in `setState` if the data is not what it was */
  override getState(): unknown {
    const state: State = { epochs: this.epochs, best: this.best, lines: this.#lines, data: this.data }
    return state
  }

  override setState(state: unknown): void {
    const { epochs, best, lines, data } = state as State
    if (!isDeepStrictEqual(data, this.data)) throw otherData(data, this.data)
    this.epochs.push(...epochs)
    this.best = best
    this.#lines.push(...lines)
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
    await this.saveLast()
    if (isBest) {
      await this.folder.write('best.keras', readPieces(this.folder.file('last.keras'), 'model'))
      this.best = record
    }
    const { learningRate } = this.model.optimizer ?? {}
    this.#lines.push(JSON.stringify({ ...record, learning_rate: learningRate, seconds }))
    await this.folder.write('history.jsonl', this.#lines.map((line) => `${line}\n`).join(''))
    if (this.csv) await this.folder.write('history.csv', historyTable(this.#lines))
    this.epochs.push(record)
    this.output.event('epoch', { ...record, best: isBest, seconds })
    this.folder.keep()
  }

  /** Saves the model as it is. */
  async saveLast(): Promise<void> {
    const path = this.folder.file('last.keras')
    await (this.whole ?? this.model).save(path, { overwrite: true })
    this.folder.note('last.keras')
  }

  /** The result that makes an epoch the best; undefined where it never had any. */
  get monitored(): string | undefined {
    return this.epochs.some((epoch) => this.name in epoch) ? this.name : undefined
  }

  #improves(record: EpochRecord): boolean {
    const value = record[this.name]
    if (value === undefined || !Number.isFinite(value)) return false
    const before = this.best?.[this.name]
    if (before === undefined) return true
    return this.monitor === 'loss' ? value < before : value > before
  }
}

function otherData(before: DataSummary, now: DataSummary): KeratinError {
  const described = ({ train, validation, test, labels }: DataSummary) =>
    `${train} samples to train, ${validation} to validate and ${test} to test on, of ${labels.length} classes`
  const message = `The data is not that of the run. It had ${described(before)}. Found: ${described(now)}.`
  return new KeratinError('DATA', message, { hint: 'Put the data back as it was, or begin a new run.' })
}
