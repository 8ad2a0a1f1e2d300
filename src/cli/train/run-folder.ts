import {
  access,
  appendFile,
  constants,
  mkdir,
  readdir,
  rm,
  rmdir,
  stat,
  statfs,
  truncate,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { KeratinError } from '../../support/errors.js'
import { type FileData, isMissing, unwritable, writeFileAtomic } from '../../support/files.js'
import { formatBytes } from '../../support/format.js'
import { makeFolders } from './make-folders.js'

/** The files of a run. */
export const runFiles = [
  'config.json',
  'labels.json',
  'environment.json',
  'summary.txt',
  'history.jsonl',
  'best.keras',
  'last.keras',
  'result.json',
] as const
export type RunFile = (typeof runFiles)[number]

/** The folder of one run. It is made before anything is computed, and taken away again if nothing comes of it. */
export class RunFolder {
  /** The topmost folder that was made for it. */
  readonly #made: string | undefined
  readonly #written = new Set<RunFile>()

  private constructor(
    readonly path: string,
    made: string | undefined,
  ) {
    this.#made = made
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
      const made = await makeFolders(path)
      await access(path, constants.W_OK)
      return new RunFolder(path, made)
    } catch (error) {
      throw unwritable(path, error)
    }
  }

  /** Takes `<parent>/<name>-<n>` for the next free n; runs that start at the same moment get different ones. */
  static async next(parent: string, name: string): Promise<RunFolder> {
    try {
      const made = await makeFolders(parent)
      const numbers = (await readdir(parent)).map((f) =>
        f.startsWith(`${name}-`) ? Number(f.slice(name.length + 1)) : 0,
      )
      for (let n = Math.max(0, ...numbers.filter(Number.isSafeInteger)) + 1; ; n++) {
        const path = join(parent, `${name}-${n}`)
        try {
          await mkdir(path)
          return new RunFolder(path, made ?? path)
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        }
      }
    } catch (error) {
      throw unwritable(join(parent, `${name}-1`), error)
    }
  }

  file(name: RunFile): string {
    return join(this.path, name)
  }

  /**
   * Fails if the disk has less room than that, and removes the run that was there before.
   *
   * @param bytes what the run will need
   */
  async begin(bytes: number): Promise<void> {
    const disk = await statfs(this.path).catch(() => undefined)
    const free = disk ? disk.bavail * disk.bsize : Number.POSITIVE_INFINITY
    if (free < bytes) {
      const message = `Cannot write ${this.path}: the disk has ${formatBytes(free)} left. Expected: ${formatBytes(bytes)}.`
      throw new KeratinError('FILE_UNWRITABLE', message, {
        hint: 'Free some space, or choose another disk with --out.',
      })
    }
    for (const name of runFiles) {
      await rm(this.file(name), { force: true }).catch((error) =>
        Promise.reject(unwritable(this.file(name), error)),
      )
    }
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

  /** Adds one line, completely or not at all. */
  async append(name: RunFile, line: string): Promise<void> {
    const path = this.file(name)
    const before = await stat(path).then(
      (s) => s.size,
      () => 0,
    )
    this.#written.add(name)
    try {
      await appendFile(path, `${line}\n`)
    } catch (error) {
      await truncate(path, before).catch(() => {})
      throw unwritable(path, error)
    }
  }

  /** Takes away what was written and made: for a run that failed before it had anything to keep. */
  async discard(): Promise<void> {
    for (const name of this.#written) await rm(this.file(name), { force: true }).catch(() => {})
    if (!this.#made) return
    for (let path = this.path; path.length >= this.#made.length; path = dirname(path)) {
      const removed = await rmdir(path).then(
        () => true,
        () => false,
      )
      if (!removed) return
    }
  }
}
