import { isUtf8 } from 'node:buffer'
import { KeratinError } from '../../support/errors.js'
import { formatBytes } from '../../support/format.js'
import { limits } from '../../support/limits.js'
import type { Encoding } from '../../support/text-fault.js'
import { notInEncoding, type Place } from '../../support/text-file.js'
import { readUnpacked } from '../../support/unpack.js'
import { inUtf8 } from './in-utf8.js'

/**
 * The lines of a text file, plain or of gzip, as `linesIn` cuts them.
 *
 * @throws KeratinError `FILE_NOT_FOUND`, `FILE_UNREADABLE`
 */
export const readLines = (path: string, encoding?: Encoding): AsyncGenerator<string[]> =>
  linesIn(readUnpacked(path, 'lines'), path, encoding)

/**
 * The lines of a text, some at a time, cut at line feeds only: what else Unicode ends lines with may be in texts. A
 * carriage return before a line feed is dropped; an empty last line is none. It is UTF-8 or the encoding that is named,
 * or UTF-16 where a byte order mark says so.
 *
 * @param where the file, for messages
 * @param encoding as `encodingNamed` gives it
 * @throws KeratinError `FILE_UNREADABLE` with the place of what is no text; for lines without end, and endless lines
 */
export async function* linesIn(
  pieces: AsyncIterable<Uint8Array>,
  where: string,
  encoding?: Encoding,
): AsyncGenerator<string[]> {
  let rest: Buffer[] = []
  let restBytes = 0
  let empty = 0
  const place: Place = { byte: 0, line: 1 }
  const linesOf = (last: Buffer): string[] => {
    const bytes = rest.length === 0 ? last : Buffer.concat([...rest, last])
    rest = []
    restBytes = 0
    if (!isUtf8(bytes) || bytes.includes(0)) throw notInEncoding(bytes, 'utf-8', where, place)
    const lines = bytes.toString('utf8').split('\n')
    place.byte += bytes.length + 1
    place.line += lines.length
    for (const [i, line] of lines.entries()) {
      if (line.endsWith('\r')) lines[i] = line.slice(0, -1)
      empty = line.length > 80 || /\S/.test(line) ? 0 : empty + 1
      if (empty > limits.emptyLines)
        throw endless(where, place, `more than ${limits.emptyLines} lines are empty`)
    }
    return lines
  }
  for await (const piece of inUtf8(asBuffers(pieces), where, place, encoding)) {
    const end = piece.lastIndexOf(10)
    if (end >= 0) yield linesOf(piece.subarray(0, end))
    if (end + 1 === piece.length) continue
    rest.push(piece.subarray(end + 1))
    restBytes += piece.length - end - 1
    if (restBytes > limits.lineBytes)
      throw endless(where, place, `a line has more than ${formatBytes(limits.lineBytes)}`)
  }
  if (restBytes > 0) yield linesOf(Buffer.alloc(0))
}

// types of Node.js stay inside: programs need not have them
async function* asBuffers(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const { buffer, byteOffset, byteLength } of pieces)
    yield Buffer.from(buffer, byteOffset, byteLength)
}

const endless = (where: string, { line }: Place, what: string): KeratinError =>
  new KeratinError('FILE_UNREADABLE', `Cannot read ${where}, line ${line}: ${what}.`, {
    hint: 'Check that it is a text.',
  })
