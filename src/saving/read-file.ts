import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { KeratinError } from '../support/errors.js'
import { fileNotFound, isMissing } from '../support/files.js'
import { limits } from './limits.js'

/**
 * The bytes of a regular file of a size within the limit. A pipe or a device is refused before it is waited for.
 *
 * @throws KeratinError FILE_NOT_FOUND; FILE_UNREADABLE with the reason
 */
export async function readRegularFile(path: string): Promise<Uint8Array> {
  let handle: FileHandle | undefined
  try {
    // opening a pipe without this would wait until somebody writes into it
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const found = await handle.stat()
    if (!found.isFile()) throw unreadable(path, 'it is not a regular file')
    if (found.size > limits.fileBytes)
      throw unreadable(path, `it is larger than ${limits.fileBytes / 2 ** 30} GB`)
    return await handle.readFile()
  } catch (error) {
    if (error instanceof KeratinError) throw error
    if (isMissing(error)) throw await fileNotFound(path)
    throw unreadable(path, (error as Error).message, error)
  } finally {
    await handle?.close()
  }
}

const unreadable = (path: string, reason: string, cause?: unknown) =>
  new KeratinError('FILE_UNREADABLE', `Cannot read ${path}: ${reason}.`, {
    hint: 'Give the file of a model.',
    cause,
  })
