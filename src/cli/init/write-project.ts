import { readdir, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { KeratinError } from '../../support/errors.js'
import { isMissing, unwritable, writeFileAtomic } from '../../support/files.js'
import { makeFolders } from '../../support/make-folders.js'

/** The files of a project by their path in it, with `/`. */
export type ProjectFiles = Readonly<Record<string, string | Uint8Array>>

/**
 * Writes a project into a folder that is empty or new; what could not be finished is taken away again.
 *
 * @throws KeratinError FILE_UNWRITABLE if there is something in the folder, or it cannot be written
 */
export async function writeProject(folder: string, files: ProjectFiles): Promise<void> {
  await checkEmpty(folder)
  const made: string[] = []
  const written: string[] = []
  try {
    for (const path of new Set(Object.keys(files).map((name) => dirname(join(folder, name))))) {
      const first = makeFolders(path)
      if (first !== undefined) made.push(path)
    }
    for (const [name, data] of Object.entries(files)) {
      await writeFileAtomic(join(folder, name), data)
      written.push(join(folder, name))
    }
  } catch (error) {
    for (const path of written) await rm(path, { force: true }).catch(() => {})
    // inner folders first
    for (const path of made.sort((a, b) => b.length - a.length)) await rmdir(path).catch(() => {})
    throw error
  }
}

async function checkEmpty(folder: string): Promise<void> {
  const found = await stat(folder).catch((error) => {
    if (isMissing(error)) return undefined
    throw unwritable(folder, error)
  })
  if (!found) return
  const hint = 'Give another name: keratin init <name>.'
  if (!found.isDirectory())
    throw new KeratinError('FILE_UNWRITABLE', `${folder} is a file, not a folder for a project.`, { hint })
  const names = await readdir(folder).catch((error) => Promise.reject(unwritable(folder, error)))
  if (names.length > 0)
    throw new KeratinError('FILE_UNWRITABLE', `The folder ${folder} is not empty.`, { hint })
}
