import { isUtf8 } from 'node:buffer'
import { KeratinError } from '../../support/errors.js'
import { formatBytes } from '../../support/format.js'
import { limits } from '../../support/limits.js'
import type { Encoding } from '../../support/text-fault.js'
import { decodeBytes, encodingOf, notInEncoding, type Place } from '../../support/text-file.js'
import { readUnpacked } from '../../support/unpack.js'

/**
 * The lines of a text file, plain or of gzip, as `linesIn` cuts them.
 *
 * @throws KeratinError `FILE_NOT_FOUND`, `FILE_UNREADABLE`
 */
export const readLines = (path: string): AsyncGenerator<string> => linesIn(readUnpacked(path, 'lines'), path)

/**
 * The lines of a text, cut at line feeds only: what else Unicode ends lines with may be in texts. A carriage return
 * before a line feed is dropped; an empty last line is none. It is UTF-8, or UTF-16 where a byte order mark says so.
 *
 * @param where the file, for messages
 * @throws KeratinError `FILE_UNREADABLE` with the place of what is no text; for lines without end, and endless lines
 */
export async function* linesIn(pieces: AsyncIterable<Buffer>, where: string): AsyncGenerator<string> {
  let rest: Buffer[] = []
  let restBytes = 0
  let empty = 0
  const place: Place = { byte: 0, line: 1 }
  const line = (last: Buffer): string => {
    const bytes = rest.length === 0 ? last : Buffer.concat([...rest, last])
    rest = []
    restBytes = 0
    const text = decodeLine(bytes, where, place)
    place.byte += bytes.length + 1
    place.line++
    empty = /\S/.test(text) ? 0 : empty + 1
    if (empty > limits.emptyLines)
      throw endless(where, place, `more than ${limits.emptyLines} lines are empty`)
    return text
  }
  for await (const piece of inUtf8(pieces, where, place)) {
    let start = 0
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, start)) {
      yield line(piece.subarray(start, end))
      start = end + 1
    }
    if (start === piece.length) continue
    rest.push(piece.subarray(start))
    restBytes += piece.length - start
    if (restBytes > limits.lineBytes)
      throw endless(where, place, `a line has more than ${formatBytes(limits.lineBytes)}`)
  }
  if (restBytes > 0) yield line(Buffer.alloc(0))
}

function decodeLine(bytes: Buffer, where: string, place: Place): string {
  const body = bytes.at(-1) === 13 ? bytes.subarray(0, -1) : bytes
  if (!isUtf8(body) || body.includes(0)) throw notInEncoding(body, 'utf-8', where, place)
  return body.toString('utf8')
}

const endless = (where: string, { line }: Place, what: string): KeratinError =>
  new KeratinError('FILE_UNREADABLE', `Cannot read ${where}, line ${line}: ${what}.`, {
    hint: 'Check that it is a text.',
  })

/** The bytes behind a mark, those of UTF-16 as UTF-8. The place of lines is set behind the mark. */
async function* inUtf8(pieces: AsyncIterable<Buffer>, where: string, place: Place): AsyncGenerator<Buffer> {
  let encoding: Encoding | undefined
  let rest: Buffer = Buffer.alloc(0)
  const at: Place = { byte: 0, line: 1 }
  for await (const piece of beginningWhole(pieces)) {
    let bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece
    if (!encoding) {
      const found = encodingOf(bytes)
      encoding = found.encoding
      bytes = bytes.subarray(found.skip)
      at.byte = found.skip
      if (encoding === 'utf-8') place.byte = found.skip
    }
    const whole = encoding === 'utf-8' ? bytes.length : wholeUnits(bytes, encoding)
    rest = bytes.subarray(whole)
    yield encoding === 'utf-8' ? bytes : transcoded(bytes.subarray(0, whole), encoding, where, at)
  }
  if (rest.length > 0) yield transcoded(rest, encoding!, where, at)
}

function transcoded(bytes: Buffer, encoding: Encoding, where: string, at: Place): Buffer {
  const text = decodeBytes(bytes, encoding, where, at)
  at.byte += bytes.length
  at.line += text.split('\n').length - 1
  return Buffer.from(text)
}

/** How many bytes there are up to a letter that goes on in the next piece. */
function wholeUnits(bytes: Buffer, encoding: Encoding): number {
  const units = bytes.length & ~1
  if (units === 0) return 0
  const last = encoding === 'utf-16le' ? bytes.readUInt16LE(units - 2) : bytes.readUInt16BE(units - 2)
  return last >= 0xd800 && last < 0xdc00 ? units - 2 : units
}

/** The same pieces, the first of them long enough for a mark. */
async function* beginningWhole(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first: Buffer | undefined = Buffer.alloc(0)
  for await (const piece of pieces) {
    if (!first) {
      yield piece
      continue
    }
    first = Buffer.concat([first, piece])
    if (first.length < 3) continue
    yield first
    first = undefined
  }
  if (first && first.length > 0) yield first
}
