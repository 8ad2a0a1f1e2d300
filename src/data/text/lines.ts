import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { KeratinError } from '../../support/errors.js'
import { fileNotFound, isMissing } from '../../support/files.js'
import { decodeText, encodingOf, notInEncoding } from '../../support/text-file.js'

/**
 * The lines of a text file, plain or `.gz`, cut at line feeds only: what else Unicode ends lines with may be in texts.
 * A carriage return before a line feed is dropped; an empty last line is none. It is UTF-8, or UTF-16 where a byte order
 * mark says so.
 *
 * @throws KeratinError `FILE_NOT_FOUND`, `FILE_UNREADABLE`
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  try {
    let rest: Buffer[] = []
    let first = true
    const decode = lineDecoder(path)
    for await (const chunk of bytesOf(path)) {
      const { encoding, skip } = first ? encodingOf(chunk) : { encoding: 'utf-8', skip: 0 }
      first = false
      if (encoding !== 'utf-8') {
        // line feeds are two bytes there, and such files are rare: all of it is read at once
        yield* linesOf(decodeText(await allOf(path), path))
        return
      }
      let start = skip
      for (let end = chunk.indexOf(10, start); end >= 0; end = chunk.indexOf(10, start)) {
        yield decode([...rest, chunk.subarray(start, end)])
        rest = []
        start = end + 1
      }
      if (start < chunk.length) rest.push(chunk.subarray(start))
    }
    if (rest.length > 0) yield decode(rest)
  } catch (cause) {
    if (cause instanceof KeratinError) throw cause
    if (isMissing(cause)) throw await fileNotFound(path)
    const { code } = cause as { code?: unknown }
    // what the reader of the lines throws is not about the file
    if (typeof code !== 'string') throw cause
    throw new KeratinError('FILE_UNREADABLE', `Cannot read ${path}: ${(cause as Error).message}.`, { cause })
  }
}

/** Decodes line by line, counting them. */
function lineDecoder(path: string): (pieces: readonly Buffer[]) => string {
  let line = 0
  return (pieces) => {
    line++
    const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
    const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length
    const body = bytes.subarray(0, end)
    if (!isUtf8(body)) throw notInEncoding(path, 'utf-8', line)
    return body.toString('utf8')
  }
}

function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

async function allOf(path: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of bytesOf(path)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 1 << 18 })
  if (!path.endsWith('.gz')) {
    yield* file as AsyncIterable<Buffer>
    return
  }
  const unpacked = createGunzip({ chunkSize: 1 << 18 })
  file.on('error', (error) => unpacked.destroy(error))
  try {
    yield* file.pipe(unpacked) as AsyncIterable<Buffer>
  } finally {
    file.destroy()
  }
}
