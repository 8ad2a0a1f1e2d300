import { chmod, type FileHandle, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { randomHex } from './crypto.js'
import { KeratinError } from './errors.js'
import { nearest } from './names.js'

/** What a file may be written from: bytes, text (as UTF-8), or pieces of either, made while writing. */
export type FileData =
  | string
  | Uint8Array
  | Iterable<string | Uint8Array>
  | AsyncIterable<string | Uint8Array>

/**
 * Writes a file completely or not at all: first under a temporary name in the same folder, then renamed. An
 * existing file stays as it was until the new one is safely on disk, and keeps its permissions; a symbolic link is
 * followed; a device or pipe (`/dev/stdout`) is written directly.
 *
 * @param path where; the folder must exist
 * @param data bytes, text or pieces; what an iterable throws is passed on, with nothing left behind
 * @throws KeratinError FILE_UNWRITABLE with the reason: full disk, read-only folder, name taken by a folder, ...
 * @example await writeFileAtomic('history.json', JSON.stringify(history))
 */
export async function writeFileAtomic(path: string, data: FileData): Promise<void> {
  const existing = await stat(path).catch(() => undefined)
  if (existing?.isDirectory())
    throw unwritable(path, Object.assign(new Error('is a folder'), { code: 'EISDIR' }))
  const target = existing ? await realpath(path) : path
  const special = existing !== undefined && !existing.isFile()
  const temporary = special ? target : temporaryName(target)
  try {
    const handle = await writing(path, () => open(temporary, special ? 'w' : 'wx'))
    try {
      for await (const piece of pieces(data)) await writing(path, () => handle.writeFile(piece))
      if (!special) await writing(path, () => handle.sync())
    } finally {
      await handle.close()
    }
    if (special) return
    if (existing) await writing(path, () => chmod(temporary, existing.mode))
    await writing(path, () => rename(temporary, target))
  } catch (error) {
    if (!special) await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
  await syncFolder(dirname(target))
}

/** FILE_UNREADABLE for a failed system call on that path. */
export function fileUnreadable(path: string, error: unknown): KeratinError {
  return new KeratinError('FILE_UNREADABLE', `Cannot read ${path}: ${reason(error)}.`, {
    hint: advice(error, 'read'),
    cause: error,
  })
}

/**
 * The error for a path that leads nowhere, or to a file where a folder is needed: which part is missing, and the nearest name
 * that is there.
 */
export async function fileNotFound(path: string): Promise<KeratinError> {
  const folder = dirname(path)
  const names = await readdir(folder).catch(() => undefined)
  if (!names) {
    return new KeratinError('FILE_NOT_FOUND', `${path} does not exist: there is no folder ${folder}.`, {
      hint: 'Check the path.',
    })
  }
  const name = basename(path)
  if (names.includes(name)) {
    // it is there, but no folder, which is what was looked for
    if (await stat(path).catch(() => undefined)) {
      return new KeratinError('FILE_UNREADABLE', `${path} is a file. Expected: a folder.`, {
        hint: `Did you mean the folder that it is in, "${folder}"?`,
      })
    }
    return new KeratinError('FILE_NOT_FOUND', `${path} is a link to something that does not exist.`, {
      hint: 'Check where it leads.',
    })
  }
  const near = nearest(name, names)
  const hint = near ? `Did you mean "${join(folder, near)}"?` : 'Check the path.'
  return new KeratinError('FILE_NOT_FOUND', `${path} does not exist.`, { hint })
}

/** FILE_UNWRITABLE for a failed system call on that path. */
export function unwritable(path: string, error: unknown): KeratinError {
  return new KeratinError('FILE_UNWRITABLE', `Cannot write ${path}: ${reason(error)}.`, {
    hint: advice(error, 'write'),
    cause: error,
  })
}

/** Whether a system call failed because the path leads nowhere. */
export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT'

/** Whether one failed because the path leads to no folder. */
export const isNoFolder = (error: unknown): boolean => isMissing(error) || codeOf(error) === 'ENOTDIR'

function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path).slice(0, 100)}.${randomHex()}.tmp`)
}

function pieces(data: FileData): Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array> {
  return typeof data === 'string' || data instanceof Uint8Array ? [data] : data
}

async function writing<T>(path: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw unwritable(path, error)
  }
}

/** Makes a rename survive a power cut; not possible on every system, and then not needed. */
async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined
  try {
    handle = await open(folder, 'r')
    await handle.sync()
  } catch {
  } finally {
    await handle?.close()
  }
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code

const reasons: Record<string, [reason: string, advice: string]> = {
  EACCES: ['permission denied (EACCES)', 'Choose another folder or change its permissions.'],
  EPERM: ['not permitted (EPERM)', 'Choose another folder or change its permissions.'],
  EROFS: ['the file system is read-only (EROFS)', 'Choose a folder that can be written.'],
  ENOSPC: ['the disk is full (ENOSPC)', 'Free some space or choose another disk.'],
  EDQUOT: ['your disk quota is used up (EDQUOT)', 'Free some space or choose another disk.'],
  EFBIG: ['the file would be larger than allowed (EFBIG)', 'Choose another disk or raise the limit.'],
  ENOENT: ['its folder does not exist (ENOENT)', 'Create the folder first.'],
  ENOTDIR: ['a part of the path is a file, not a folder (ENOTDIR)', 'Check the path.'],
  EISDIR: ['it is a folder (EISDIR)', 'Give the name of a file.'],
  ENAMETOOLONG: ['the name is too long (ENAMETOOLONG)', 'Choose a shorter name.'],
  ENXIO: ['it is a socket, not a regular file (ENXIO)', 'Give the name of a file.'],
  ELOOP: ['its symbolic links lead in a circle (ELOOP)', 'Check where they lead.'],
  EMFILE: ['too many files are open (EMFILE)', 'Raise the limit of open files.'],
}

function reason(error: unknown): string {
  return reasons[codeOf(error) ?? '']?.[0] ?? (error instanceof Error ? error.message : String(error))
}

function advice(error: unknown, action: 'read' | 'write'): string {
  const code = codeOf(error)
  if (action === 'read' && (code === 'EACCES' || code === 'EPERM'))
    return 'Change the permissions of the file.'
  return reasons[code ?? '']?.[1] ?? 'Check the path and the disk.'
}
