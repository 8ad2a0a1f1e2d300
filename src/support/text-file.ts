import { KeratinError } from './errors.js'
import { readFileBytes } from './files.js'

/** Encodings that the first bytes of a file tell. */
const marks: readonly (readonly [bytes: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

/** The encoding of a file, and how many of its first bytes tell it: UTF-8 where nothing does. */
export function encodingOf(bytes: Uint8Array): { encoding: string; skip: number } {
  const found = marks.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))
  return found ? { encoding: found[1], skip: found[0].length } : { encoding: 'utf-8', skip: 0 }
}

/**
 * The text of bytes: UTF-8, or UTF-16 where a byte order mark says so. The mark is no part of it.
 *
 * @param where the file, for the message
 * @throws KeratinError `FILE_UNREADABLE` with the line, if it is in another encoding: nothing is guessed or replaced
 */
export function decodeText(bytes: Uint8Array, where: string): string {
  const { encoding, skip } = encodingOf(bytes)
  const body = bytes.subarray(skip)
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(body)
  } catch (cause) {
    throw notInEncoding(where, encoding, lineOfFault(body, encoding), cause)
  }
}

/** The text of a file, read as `decodeText` does. */
export const readTextFile = async (path: string): Promise<string> =>
  decodeText(await readFileBytes(path), path)

/** What is said of bytes that are no text in the encoding they must be in. */
export const notInEncoding = (where: string, encoding: string, line: number, cause?: unknown): KeratinError =>
  new KeratinError(
    'FILE_UNREADABLE',
    `Cannot read ${where}: line ${line} is not ${encoding.toUpperCase()}. It may be Latin-1 or another encoding.`,
    { hint: `Convert it, as with: iconv -f LATIN1 -t UTF-8 < in > out`, cause },
  )

function lineOfFault(bytes: Uint8Array, encoding: string): number {
  if (encoding !== 'utf-8') return 1
  const decoder = new TextDecoder(encoding, { fatal: true })
  let line = 1
  for (let start = 0; start < bytes.length; line++) {
    const feed = bytes.indexOf(10, start)
    const end = feed < 0 ? bytes.length : feed + 1
    try {
      decoder.decode(bytes.subarray(start, end))
    } catch {
      return line
    }
    start = end
  }
  return line
}
