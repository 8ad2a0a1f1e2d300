import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { KeratinError } from '../../support/errors.js'
import { fileNotFound, isMissing } from '../../support/files.js'

/**
 * The lines of a text file, plain or `.gz`, cut at line feeds only: what else Unicode ends lines with may be in texts.
 * A carriage return before a line feed is dropped; an empty last line is none.
 *
 * @throws KeratinError `FILE_NOT_FOUND`, `FILE_UNREADABLE`
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  try {
    let rest: Buffer[] = []
    for await (const chunk of bytesOf(path)) {
      let start = 0
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        yield text([...rest, chunk.subarray(start, end)])
        rest = []
        start = end + 1
      }
      if (start < chunk.length) rest.push(chunk.subarray(start))
    }
    if (rest.length > 0) yield text(rest)
  } catch (cause) {
    if (cause instanceof KeratinError) throw cause
    if (isMissing(cause)) throw await fileNotFound(path)
    const { code } = cause as { code?: unknown }
    // what the reader of the lines throws is not about the file
    if (typeof code !== 'string') throw cause
    throw new KeratinError('FILE_UNREADABLE', `Cannot read ${path}: ${(cause as Error).message}.`, { cause })
  }
}

const text = (pieces: readonly Buffer[]): string => {
  const bytes = pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
  const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length
  return bytes.toString('utf8', 0, end)
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
