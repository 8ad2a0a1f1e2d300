import { appendFileSync, readdirSync, rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { isMissing, unwritable } from '../../support/files.js'
import { makeFolders } from '../../support/make-folders.js'
import { type Event, eventRecord, type Scalars } from './event-record.js'

/** How far a run wrote into a folder. */
export interface EventPosition {
  /** What its files are known by. */
  readonly run: string
  /** How many it began. */
  readonly files: number
  /** The last of them, and its length. */
  readonly name: string | undefined
  readonly length: number
}

/** Whether a name is that of a file of events that Keratin wrote. */
export const isEventFile = (name: string): boolean => /^events\.out\.tfevents\.\d+\.keratin-/.test(name)

/**
 * The files of events of one run in one folder, which TensorBoard reads in the order of their names. A run that goes on
 * begins another: what is read already never changes.
 */
export class EventFiles {
  #run = Math.random().toString(36).slice(2, 10)
  #files = 0
  #name: string | undefined
  #length = 0
  /** Whether the last file is left as it is, and another begun. */
  #isClosed = true

  constructor(readonly folder: string) {}

  /**
   * Writes numbers.
   *
   * @throws KeratinError FILE_UNWRITABLE
   */
  add(step: number, scalars: Scalars): void {
    const seconds = Date.now() / 1000
    if (this.#isClosed) this.#begin(seconds)
    this.#append({ step, scalars }, seconds)
  }

  #begin(seconds: number): void {
    makeFolders(this.folder)
    const count = String(this.#files).padStart(4, '0')
    this.#name = `events.out.tfevents.${Math.floor(seconds)}.keratin-${this.#run}.${count}`
    this.#length = 0
    this.#files++
    this.#isClosed = false
    this.#append({ fileVersion: 'brain.Event:2' }, seconds)
  }

  get position(): EventPosition {
    return { run: this.#run, files: this.#files, name: this.#name, length: this.#length }
  }

  /** Goes on after that position: what the run wrote later is taken away, as it is going to come again. */
  goOn({ run, files, name, length }: EventPosition): void {
    this.#run = run
    this.#files = files
    this.#name = name
    this.#length = length
    this.#isClosed = true
    const later = this.#own().filter((other) => name === undefined || order(other) > order(name))
    for (const other of later)
      this.#write(join(this.folder, other), () => rmSync(join(this.folder, other), { force: true }))
    if (name === undefined) return
    const path = join(this.folder, name)
    this.#write(path, () => {
      try {
        truncateSync(path, length)
      } catch (error) {
        // somebody tidied up
        if (!isMissing(error)) throw error
      }
    })
  }

  /** The names of the files of this run that are there. */
  #own(): string[] {
    try {
      return readdirSync(this.folder).filter(
        (name) => isEventFile(name) && name.includes(`.keratin-${this.#run}.`),
      )
    } catch {
      return []
    }
  }

  #append(event: Event, seconds: number): void {
    const path = join(this.folder, this.#name!)
    const record = eventRecord(event, seconds)
    this.#write(path, () => appendFileSync(path, record))
    this.#length += record.length
  }

  #write(path: string, action: () => void): void {
    try {
      action()
    } catch (error) {
      throw unwritable(path, error)
    }
  }
}

const order = (name: string): number => Number(name.slice(name.lastIndexOf('.') + 1))
