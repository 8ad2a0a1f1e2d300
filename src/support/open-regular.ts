import { close, closeSync, constants, fstat, fstatSync, open, openSync, type Stats } from 'node:fs'
import { type FileHandle, open as openHandle } from 'node:fs/promises'
import { promisify } from 'node:util'
import { KeratinError } from './errors.js'
import { fileNotFound, fileUnreadable, isMissing } from './files.js'
import { formatBytes } from './format.js'
import { type FileKind, fileKinds } from './limits.js'

// by promises of fs itself opening and reading takes twice the time
const [opened, closed, stats] = [promisify(open), promisify(close), promisify(fstat)]

/**
 * A pipe is opened without waiting for a writer, and a terminal does not become that of this process. What was opened
 * is asked what it is, so that nothing can take its place in between.
 */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0)

/** An open file: its number, and how many bytes it says it has. */
export interface OpenFile {
  descriptor: number
  size: number
}

/**
 * Opens a file to be read, and closes it after use. Symbolic links are followed; what they lead to must be a regular
 * file of a size within the limit of its kind.
 *
 * @throws KeratinError FILE_NOT_FOUND with the nearest name; FILE_UNREADABLE for folders, pipes, devices and sockets,
 * and for what is too large
 */
export async function withRegularFile<T>(
  path: string,
  kind: FileKind,
  use: (file: OpenFile) => Promise<T>,
): Promise<T> {
  let descriptor: number | undefined
  try {
    descriptor = await opened(path, flags)
    return await use({ descriptor, size: checkedSize(path, kind, await stats(descriptor)) })
  } catch (error) {
    throw isMissing(error) ? await fileNotFound(path) : asUnreadable(path, error)
  } finally {
    if (descriptor !== undefined) await closed(descriptor)
  }
}

/** The same at once, for threads that have nothing else to do. */
export function withRegularFileSync<T>(path: string, kind: FileKind, use: (file: OpenFile) => T): T {
  let descriptor: number | undefined
  try {
    descriptor = openSync(path, flags)
    return use({ descriptor, size: checkedSize(path, kind, fstatSync(descriptor)) })
  } catch (error) {
    throw asUnreadable(path, error)
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/**
 * Opens a regular file to be read piece by piece; the caller closes it.
 *
 * @param more further flags: `O_CREAT` and the like for a file that is to be written, too
 */
export async function openRegular(path: string, kind: FileKind, more = 0): Promise<FileHandle> {
  let handle: FileHandle | undefined
  try {
    handle = await openHandle(path, flags | more)
    checkedSize(path, kind, await handle.stat())
    return handle
  } catch (error) {
    await handle?.close()
    throw isMissing(error) ? await fileNotFound(path) : asUnreadable(path, error)
  }
}

/** @throws KeratinError FILE_UNREADABLE */
function checkedSize(path: string, kind: FileKind, found: Stats): number {
  if (!found.isFile()) throw notRegular(path, found)
  if (found.size > fileKinds[kind].bytes) throw tooLarge(path, kind, found.size)
  return found.size
}

function notRegular(path: string, found: Stats): KeratinError {
  const what = found.isDirectory()
    ? 'a folder (EISDIR)'
    : found.isFIFO()
      ? 'a pipe'
      : found.isSocket()
        ? 'a socket'
        : 'a device'
  return new KeratinError('FILE_UNREADABLE', `Cannot read ${path}: it is ${what}, not a regular file.`, {
    hint: 'Give the name of a file.',
  })
}

/** What is said of a file of more bytes than its kind may have. */
export function tooLarge(path: string, kind: FileKind, bytes: number): KeratinError {
  const { what, bytes: most } = fileKinds[kind]
  return new KeratinError(
    'FILE_UNREADABLE',
    `Cannot read ${path}: it is too large for ${what}. Expected: at most ${formatBytes(most)}. Received: ${formatBytes(bytes)}.`,
    { hint: 'Check that it is the right file; if so, divide it.' },
  )
}

function asUnreadable(path: string, error: unknown): unknown {
  if (error instanceof KeratinError) return error
  // what is not a failed call of the system is a fault of whoever uses the file
  return typeof (error as NodeJS.ErrnoException).syscall === 'string' ? fileUnreadable(path, error) : error
}
