import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type FileData, unwritable, writeFileAtomic } from './files.js'

/**
 * Writes a folder of files completely or not at all: first under a temporary name beside it, then renamed. Into a folder
 * that is there already, each file is written so, in turn: what else is in it stays.
 *
 * @param path where; the folder around it must exist
 * @param files names and contents; last the one that the others belong to
 * @throws KeratinError FILE_UNWRITABLE with the reason
 */
export async function writeFolder(
  path: string,
  files: readonly { readonly name: string; readonly data: FileData }[],
): Promise<void> {
  const target = resolve(path)
  const existing = await stat(target).catch(() => undefined)
  if (existing?.isDirectory()) {
    for (const { name, data } of files) await writeFileAtomic(join(target, name), data)
    return
  }
  const temporary = join(
    dirname(target),
    `.${basename(target).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`,
  )
  try {
    await mkdir(temporary).catch((error) => {
      throw unwritable(path, error)
    })
    for (const { name, data } of files) await writeFileAtomic(join(temporary, name), data)
    await rename(temporary, target).catch((error) => {
      throw unwritable(path, error)
    })
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {})
    throw error
  }
}
