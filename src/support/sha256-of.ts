import { sha256 } from './crypto.js'
import { readPieces } from './read-file.js'

/** The SHA-256 of a file, in hexadecimal. */
export async function sha256Of(path: string): Promise<string> {
  const hash = sha256()
  for await (const piece of readPieces(path, 'download')) hash.update(piece)
  return hash.digest('hex')
}
