import { KeratinError } from './errors.js'
import type { FileKind } from './limits.js'
import { readFileBytes } from './read-file.js'
import { type Encoding, faultIn, isUnicode, type UnicodeEncoding } from './text-fault.js'

/** Encodings that the first bytes of a file tell. */
const marks: readonly (readonly [bytes: readonly number[], encoding: UnicodeEncoding])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

/** The encoding of a file, and how many of its first bytes tell it: the one that is named where nothing does. */
export function encodingOf(
  bytes: Uint8Array,
  named: Encoding = 'utf-8',
): { encoding: Encoding; skip: number } {
  const found = marks.find(([mark]) => mark.every((byte, i) => bytes[i] === byte))
  return found ? { encoding: found[1], skip: found[0].length } : { encoding: named, skip: 0 }
}

/**
 * The text of bytes: UTF-8 or the encoding that is named, or UTF-16 where a byte order mark says so. The mark is no part of
 * it.
 *
 * @param where the file, for the message
 * @param named the encoding, as `encodingNamed` gives it
 * @throws KeratinError `FILE_UNREADABLE` with the place, if it is in another encoding or no text: nothing is guessed or
 * replaced
 */
export function decodeText(bytes: Uint8Array, where: string, named?: Encoding): string {
  const { encoding, skip } = encodingOf(bytes, named)
  return decodeBytes(bytes.subarray(skip), encoding, where, { byte: skip, line: 1 })
}

/** Where in a file bytes begin. */
export interface Place {
  /** How many bytes are before. */
  byte: number
  /** The number of the line, from 1. */
  line: number
}

/** The text of some bytes of a file, which begin at a place and with a whole letter. */
export function decodeBytes(bytes: Uint8Array, encoding: Encoding, where: string, start: Place): string {
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
    if (!text.includes('\0')) return text
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
  }
  throw notInEncoding(bytes, encoding, where, start)
}

/** The text of a file, read as `decodeText` does. */
export const readTextFile = async (
  path: string,
  kind: FileKind = 'text',
  encoding?: Encoding,
): Promise<string> => decodeText(await readFileBytes(path, kind), path, encoding)

/** What is said of bytes that are no text in the encoding they must be in. */
export function notInEncoding(
  bytes: Uint8Array,
  encoding: Encoding,
  where: string,
  start: Place,
): KeratinError {
  if (!isUnicode(encoding)) {
    const message = `Cannot read ${where}: it is not ${encoding.toUpperCase()}, or no text.`
    return new KeratinError('FILE_UNREADABLE', message, {
      hint: 'Name its encoding, or convert it to UTF-8.',
    })
  }
  const at = faultIn(bytes, encoding)
  const width = encoding === 'utf-8' ? 1 : 2
  let line = start.line
  for (let i = 0; i < at; i++) if (bytes[i] === 10 && (width === 1 || isLineFeed(bytes, i, encoding))) line++
  const place = `line ${line}, byte ${start.byte + at},`
  const seen = [...bytes.subarray(at, at + width)]
  if (seen.length === width && seen.every((byte) => byte === 0)) {
    return new KeratinError(
      'FILE_UNREADABLE',
      `Cannot read ${where}: ${place} is zero, which no text has. It may be no text, or UTF-16 without a mark of it.`,
      {
        hint: 'Name its encoding where one can be given (--encoding utf-16le), or convert it: iconv -f UTF-16LE -t UTF-8 < in > out',
      },
    )
  }
  return new KeratinError(
    'FILE_UNREADABLE',
    `Cannot read ${where}: ${place} is not ${encoding.toUpperCase()} (${hex(seen)}). It may be Latin-1 or another encoding.`,
    {
      hint: 'Name its encoding where one can be given (--encoding latin1), or convert it: iconv -f LATIN1 -t UTF-8 < in > out',
    },
  )
}

const isLineFeed = (bytes: Uint8Array, at: number, encoding: UnicodeEncoding): boolean =>
  encoding === 'utf-16le' ? at % 2 === 0 && bytes[at + 1] === 0 : at % 2 === 1 && bytes[at - 1] === 0

const hex = (bytes: readonly number[]): string =>
  bytes.map((byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(' ')
