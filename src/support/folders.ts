import { chmod, mkdir, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { randomHex } from './crypto.js'
import { KeratinError } from './errors.js'
import { type FileData, unwritable, writeFileAtomic } from './files.js'

/**
 * Writes a folder of files completely or not at all: first under a temporary name beside it, then renamed. Into a folder
 * that is there already, the files are moved when all of them are whole: what else is in it stays.
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
  const isThere = existing?.isDirectory() ?? false
  const name = `.${basename(target).slice(0, 100)}.${randomHex()}.tmp`
  const temporary = join(isThere ? target : dirname(target), name)
  try {
    await failingAt(path, () => mkdir(temporary))
    for (const { name, data } of files)
      await writeFileAtomic(join(temporary, name), data).catch((error) => {
        // the name that was asked for says more
        const isDisk = error instanceof KeratinError && error.code === 'FILE_UNWRITABLE'
        throw isDisk ? unwritable(join(path, name), error.cause) : error
      })
    if (isThere) {
      for (const { name } of files)
        await failingAt(join(path, name), () => replace(join(target, name), join(temporary, name)))
      await rm(temporary, { recursive: true, force: true })
    } else await failingAt(path, () => rename(temporary, target))
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => {})
    throw error
  }
}

async function failingAt(path: string, call: () => Promise<unknown>): Promise<void> {
  try {
    await call()
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** Puts a file in the place of another, whose permissions it gets; a symbolic link is followed. */
async function replace(path: string, by: string): Promise<void> {
  const existing = await stat(path).catch(() => undefined)
  if (existing?.isFile()) await chmod(by, existing.mode)
  await rename(by, existing ? await realpath(path) : path)
}
