import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { callable } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { makeFolders } from '../../support/make-folders.js'
import { readBackup, writeBackup } from '../backup/backup-file.js'
import type { RunState } from '../backup/run-state.js'
import { Callback } from './callback.js'

export interface BackupAndRestoreOptions {
  /** After each epoch, or after so many batches as well. Default `epoch`. */
  saveFreq?: 'epoch' | number
  /** Whether the backup is removed when training has come to its end. Default true. */
  deleteCheckpoint?: boolean
}

class BackupAndRestoreClass extends Callback {
  static override readonly className: string = 'BackupAndRestore'
  readonly saveFreq: 'epoch' | number
  readonly deleteCheckpoint: boolean
  /** The file that is written. */
  readonly path: string

  constructor(
    readonly backupDir: string,
    { saveFreq = 'epoch', deleteCheckpoint = true }: BackupAndRestoreOptions = {},
  ) {
    super()
    if (typeof backupDir !== 'string' || backupDir === '')
      throw argumentError('BackupAndRestore', 'the name of a folder', 'backupDir', backupDir)
    if (saveFreq !== 'epoch' && !(Number.isInteger(saveFreq) && saveFreq > 0))
      throw argumentError('BackupAndRestore', '"epoch" or a positive number of batches', 'saveFreq', saveFreq)
    this.saveFreq = saveFreq
    this.deleteCheckpoint = deleteCheckpoint
    this.path = join(backupDir, 'backup.bin')
  }

  override get usesBatchLogs(): boolean {
    return false
  }

  /** The state of an earlier run that did not come to its end; undefined if there is none. */
  async read(): Promise<RunState | undefined> {
    return existsSync(this.path) ? readBackup(this.path) : undefined
  }

  /** Keeps the state of the run. */
  async write(state: RunState): Promise<void> {
    makeFolders(this.backupDir)
    await writeBackup(this.path, state)
  }

  /** Training has come to its end: there is nothing to go on with. */
  async finish(): Promise<void> {
    if (this.deleteCheckpoint) await rm(this.path, { force: true })
  }
}

/**
 * Lets training go on after an interruption, with the same numbers to the bit: when `fit` is called again in the same
 * way, in another process perhaps, it goes on after the last epoch that was complete. What `signal` ends goes on after
 * the last step.
 *
 * Kept are the weights, the state of the optimizer, all random streams, the position in the data, and what callbacks
 * keep (`getState`). The data must come in the same way as before: from the same seed.
 *
 * @param backupDir the folder to keep the file in; made if it is not there
 * @param options.saveFreq `epoch`, or a number of batches after which it is kept as well. Default `epoch`
 * @param options.deleteCheckpoint whether the file is removed when training has come to its end. Default true
 *
 * @throws KeratinError in `fit`: `FILE_UNREADABLE` for a damaged file; `SHAPE` for the state of another model;
 *   `FILE_UNWRITABLE`
 * @example await model.fit(x, y, { epochs: 20, callbacks: [new BackupAndRestore('backup')] })
 * @see https://keras.io/api/callbacks/backup_and_restore/
 */
export const BackupAndRestore = callable(BackupAndRestoreClass, 'callbacks')
export type BackupAndRestore = BackupAndRestoreClass
