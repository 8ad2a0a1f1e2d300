import { readFileBytes } from './read-file.js'
import type { Encoding } from './text-fault.js'
import { decodeText } from './text-file.js'
import { isGzip, unpack } from './unpack.js'

/**
 * The text of a file, plain or of gzip, as `decodeText` reads it.
 *
 * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE
 */
export async function readUnpackedText(path: string, encoding?: Encoding): Promise<string> {
  const bytes = await readFileBytes(path, 'text')
  return decodeText(isGzip(bytes) ? await unpack(bytes, path, 'text') : bytes, path, encoding)
}
