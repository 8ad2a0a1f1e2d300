import { appendFileSync, existsSync, statSync, writeFileSync } from 'node:fs'
import { callable } from '../../support/callable.js'
import { csvLine } from '../../support/csv.js'
import { unwritable } from '../../support/files.js'
import { readFileSyncInto } from '../../support/read-file.js'
import { Callback, type Logs } from './callback.js'

export interface CSVLoggerOptions {
  /** What separates the columns. Default `,`. */
  separator?: string
  /** Whether an existing file is continued. Default false: it is replaced. */
  append?: boolean
}

class CSVLoggerClass extends Callback {
  static override readonly className: string = 'CSVLogger'
  readonly #separator: string
  readonly #append: boolean
  #columns: string[] | undefined
  #needsHeader = true
  /** The lines of this run. */
  #lines: string[] = []

  constructor(
    readonly filename: string,
    { separator = ',', append = false }: CSVLoggerOptions = {},
  ) {
    super()
    this.#separator = separator
    this.#append = append
  }

  override onTrainBegin(): void {
    this.#columns = undefined
    this.#lines = []
    const continued = this.#append && existsSync(this.filename) && statSync(this.filename).size > 0
    this.#needsHeader = !continued
    if (!this.#append) this.#write(() => writeFileSync(this.filename, ''))
  }

  override getState(): unknown {
    return { lines: this.#lines, columns: this.#columns }
  }

  override setState(state: unknown): void {
    const { lines, columns } = state as { lines: string[]; columns: string[] | undefined }
    this.#columns = columns
    // a file that is continued may hold lines of epochs that are trained again
    const kept = this.#append && existsSync(this.filename) ? textOf(this.filename) : ''
    const at = lines.length > 0 ? kept.indexOf(lines.join('')) : -1
    const before = at >= 0 ? kept.slice(0, at) : kept
    this.#lines.push(...lines)
    this.#needsHeader = before === '' && lines.length === 0
    this.#write(() => writeFileSync(this.filename, `${before}${lines.join('')}`))
  }

  override onEpochEnd(epoch: number, logs: Logs): void {
    this.#columns ??= columnsFor(logs)
    if (this.#needsHeader) this.#line(['epoch', ...this.#columns])
    this.#needsHeader = false
    this.#line([epoch, ...this.#columns.map((name) => logs[name] ?? 'NA')])
  }

  #line(cells: readonly (string | number)[]): void {
    const line = `${csvLine(cells, this.#separator)}\r\n`
    this.#lines.push(line)
    this.#write(() => appendFileSync(this.filename, line))
  }

  #write(action: () => void): void {
    try {
      action()
    } catch (error) {
      throw unwritable(this.filename, error)
    }
  }
}

/**
 * Writes the results of each epoch as a line of a CSV file. Results that are not there are `NA`.
 *
 * @param filename where to
 * @param options.separator default `,`
 * @param options.append continue an existing file. Default false
 *
 * @throws KeratinError `FILE_UNWRITABLE`
 * @example await model.fit(x, y, { callbacks: [new CSVLogger('training.csv')] })
 * @see https://keras.io/api/callbacks/csv_logger/
 */
export const CSVLogger = callable(CSVLoggerClass, 'callbacks')
export type CSVLogger = CSVLoggerClass

const textOf = (path: string): string =>
  readFileSyncInto(path, 'text', (bytes) => Buffer.alloc(bytes)).toString()

/** Validation may begin in a later epoch than the header is written, so its columns are always there. */
function columnsFor(logs: Logs): string[] {
  const names = Object.keys(logs).sort()
  return names.some((n) => n.startsWith('val_')) ? names : [...names, ...names.map((n) => `val_${n}`)]
}
