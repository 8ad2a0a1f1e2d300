import { access, constants, mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { KeratinError } from '../../support/errors.js'
import { type FileData, isMissing, unwritable, writeFileAtomic } from '../../support/files.js'
import { formatBytes } from '../../support/format.js'
import { makeFolders, removeEmptyFolders } from '../../support/make-folders.js'
import { readFileBytes } from '../../support/read-file.js'
import { eventFolder, removeEvents } from './run-events.js'
import { RunLock } from './run-lock.js'

/** The files of a run. */
export const runFiles = [
  'config.json',
  'labels.json',
  'samples.json',
  'environment.json',
  'summary.txt',
  'history.jsonl',
  'history.csv',
  'best.keras',
  'last.keras',
  'result.json',
  'learning-rate.txt',
  'learning-rate.svg',
  'learning-rate-dark.svg',
  'curves.svg',
  'curves.png',
  'curves-dark.svg',
  'curves-dark.png',
  'backup.bin',
] as const
export type RunFile = (typeof runFiles)[number]

/** What is written first, and renamed when it is whole. */
export const isHalfWritten = (name: string): boolean =>
  runFiles.some((file) => name.startsWith(`.${file}.`)) && name.endsWith('.tmp')

/** The folder of one run. It is made before anything is computed, and taken away again if nothing comes of it. */
export class RunFolder {
  /** The topmost folder that was made for it. */
  readonly #made: string | undefined
  readonly #written = new Set<RunFile>()
  #isKept = false

  private constructor(
    readonly path: string,
    readonly lock: RunLock,
    made: string | undefined,
    /** Whether it holds a run that is gone on with, which nothing takes away. */
    readonly isResumed = false,
  ) {
    this.#made = made
  }

  /** The folder with its lock; what a killed run left half written is removed. */
  static async #locked(path: string, made: string | undefined, isResumed = false): Promise<RunFolder> {
    const lock = await RunLock.take(path)
    for (const name of await readdir(path))
      if (isHalfWritten(name)) await rm(join(path, name), { force: true }).catch(() => {})
    return new RunFolder(path, lock, made, isResumed)
  }

  /**
   * Takes the folder of a run that was interrupted.
   *
   * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE if there is no run
   */
  static async resume(path: string): Promise<RunFolder> {
    await readFileBytes(join(path, 'config.json'), 'json')
    return RunFolder.#locked(path, undefined, true)
  }

  /**
   * Takes a folder for a run.
   *
   * @param force whether a run that is there already may be replaced
   * @throws KeratinError FILE_UNWRITABLE if it cannot be made, is a file, or holds something
   */
  static async at(path: string, force: boolean): Promise<RunFolder> {
    const found = await stat(path).catch((error) => {
      if (isMissing(error)) return undefined
      throw unwritable(path, error)
    })
    if (found && !found.isDirectory()) {
      throw new KeratinError('FILE_UNWRITABLE', `${path} is a file, not a folder for a run.`, {
        hint: 'Choose another place with --out.',
      })
    }
    const names = found ? await readdir(path).catch((error) => Promise.reject(unwritable(path, error))) : []
    if (names.length > 0 && !force) {
      throw new KeratinError('FILE_UNWRITABLE', `The folder ${path} is not empty.`, {
        hint: 'Choose another place with --out, or replace the run in it with --force.',
      })
    }
    try {
      const made = makeFolders(path)
      await access(path, constants.W_OK)
      return await RunFolder.#locked(path, made)
    } catch (error) {
      throw error instanceof KeratinError ? error : unwritable(path, error)
    }
  }

  /** Takes `<parent>/<name>-<n>` for the next free n; runs that start at the same moment get different ones. */
  static async next(parent: string, name: string): Promise<RunFolder> {
    try {
      const made = makeFolders(parent)
      const numbers = (await readdir(parent)).map((f) =>
        f.startsWith(`${name}-`) ? Number(f.slice(name.length + 1)) : 0,
      )
      for (let n = Math.max(0, ...numbers.filter(Number.isSafeInteger)) + 1; ; n++) {
        const path = join(parent, `${name}-${n}`)
        try {
          await mkdir(path)
          return await RunFolder.#locked(path, made ?? path)
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        }
      }
    } catch (error) {
      throw error instanceof KeratinError ? error : unwritable(join(parent, `${name}-1`), error)
    }
  }

  file(name: RunFile): string {
    return join(this.path, name)
  }

  /**
   * Fails if the disk has less room than that, with what the run has there already, and removes the one that was there
   * before.
   *
   * @param bytes what the run will need
   */
  async begin(bytes: number): Promise<void> {
    const disk = await statfs(this.path).catch(() => undefined)
    const free = disk ? disk.bavail * disk.bsize : Number.POSITIVE_INFINITY
    const sizes = await Promise.all(runFiles.map((name) => stat(this.file(name)).catch(() => undefined)))
    // they are replaced one by one
    const own = sizes.reduce((sum, found) => sum + (found?.size ?? 0), 0)
    if (free + own < bytes) {
      const message = `Cannot write ${this.path}: the disk has ${formatBytes(free)} left. Expected: ${formatBytes(bytes)}.`
      throw new KeratinError('FILE_UNWRITABLE', message, {
        hint: 'Free some space, or choose another disk with --out.',
      })
    }
    if (this.isResumed) return
    for (const name of runFiles) {
      if (this.#written.has(name)) continue
      await rm(this.file(name), { force: true }).catch((error) =>
        Promise.reject(unwritable(this.file(name), error)),
      )
    }
    await removeEvents(this.path)
  }

  /** The folder that TensorBoard reads. */
  get events(): string {
    return join(this.path, eventFolder)
  }

  /** Whether it holds that file. */
  async has(name: RunFile): Promise<boolean> {
    return access(this.file(name)).then(
      () => true,
      () => false,
    )
  }

  async write(name: RunFile, data: FileData): Promise<void> {
    await writeFileAtomic(this.file(name), data)
    this.#written.add(name)
  }

  async writeJson(name: RunFile, value: unknown): Promise<void> {
    await this.write(name, `${JSON.stringify(value, null, 2)}\n`)
  }

  /** Counts a file that someone else wrote as one of this run. */
  note(name: RunFile): void {
    this.#written.add(name)
  }

  /** Removes a file of the run. */
  async remove(name: RunFile): Promise<void> {
    await rm(this.file(name), { force: true }).catch((error) =>
      Promise.reject(unwritable(this.file(name), error)),
    )
  }

  /** From now on there is something worth keeping, whatever comes. */
  keep(): void {
    this.#isKept = true
  }

  /** Lets others train here. */
  async release(): Promise<void> {
    await this.lock.release()
  }

  /** Takes away what was written and made: for a run that failed before it had anything to keep. */
  async discard(): Promise<void> {
    await this.release()
    if (this.isResumed || this.#isKept) return
    for (const name of this.#written) await rm(this.file(name), { force: true }).catch(() => {})
    await removeEvents(this.path).catch(() => {})
    if (this.#made) removeEmptyFolders(this.path, this.#made)
  }
}
