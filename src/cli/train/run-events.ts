import { readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing, unwritable } from '../../support/files.js'
import { isEventFile } from '../../training/events/event-files.js'

/** The folder in that of a run which TensorBoard reads. */
export const eventFolder = 'tensorboard'

const parts = ['train', 'validation'].map((part) => join(eventFolder, part))

/** The files that a run wrote for TensorBoard, from its folder. */
export async function eventFilesIn(run: string): Promise<string[]> {
  const names = await Promise.all(
    parts.map(async (part) => {
      const found = await readdir(join(run, part)).catch(() => [])
      return found.filter(isEventFile).map((name) => join(part, name))
    }),
  )
  return names.flat()
}

/**
 * Removes what a run wrote for TensorBoard; what others put beside it stays.
 *
 * @throws KeratinError FILE_UNWRITABLE
 */
export async function removeEvents(run: string): Promise<void> {
  for (const name of await eventFilesIn(run)) {
    const path = join(run, name)
    await rm(path, { force: true }).catch((error) => Promise.reject(unwritable(path, error)))
  }
  for (const folder of [...parts, eventFolder].map((name) => join(run, name)))
    await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (!isMissing(error) && error.code !== 'ENOTEMPTY' && error.code !== 'ENOTDIR')
        throw unwritable(folder, error)
    })
}
