import { KeratinError } from '../../src/support/errors.js'
import { formatBytes } from '../../src/support/format.js'
import { limits } from '../../src/support/limits.js'
import { readUnpacked } from '../../src/support/unpack.js'

/** One file of an archive. */
export interface TarFile {
  name: string
  data: Buffer
}

const block = 512

/**
 * The files of a `.tar` or `.tar.gz` one after another, as they are read; those whose name is not wanted are passed
 * over.
 *
 * @throws KeratinError FILE_UNREADABLE for what is no such archive, or is cut short
 */
export async function* readTar(path: string, wanted: (name: string) => boolean): AsyncGenerator<TarFile> {
  const source = new Bytes(readUnpacked(path, 'archive'))
  try {
    for (;;) {
      const header = await source.take(block)
      if (header.length === 0 || header.every((b) => b === 0)) return
      const { name, size, isFile } = parseHeader(header, path)
      const padded = Math.ceil(size / block) * block
      if (isFile && wanted(name)) {
        if (size > limits.tarFileBytes) throw tooLarge(path, name, size)
        yield { name, data: (await source.take(padded)).subarray(0, size) }
      } else await source.skip(padded)
    }
  } catch (cause) {
    if (cause instanceof KeratinError) throw cause
    const { code, message } = cause as { code?: unknown; message: string }
    if (typeof code !== 'string') throw cause
    throw unreadable(path, message, cause)
  } finally {
    await source.close()
  }
}

function parseHeader(header: Buffer, path: string): { name: string; size: number; isFile: boolean } {
  const text = (start: number, length: number) => {
    const bytes = header.subarray(start, start + length)
    const end = bytes.indexOf(0)
    return bytes.toString('utf8', 0, end < 0 ? length : end)
  }
  const number = (start: number, length: number) => Number.parseInt(text(start, length).trim() || '0', 8)
  const checksum = header.reduce((sum, b, i) => sum + (i >= 148 && i < 156 ? 32 : b), 0)
  const size = number(124, 12)
  if (header.length < block || number(148, 8) !== checksum || !(size >= 0))
    throw unreadable(path, 'it is no tar archive, or is damaged')
  const prefix = text(257, 5) === 'ustar' ? text(345, 155) : ''
  const type = text(156, 1)
  return {
    name: prefix ? `${prefix}/${text(0, 100)}` : text(0, 100),
    size,
    isFile: type === '' || type === '0',
  }
}

const unreadable = (path: string, why: string, cause?: unknown): KeratinError =>
  new KeratinError('FILE_UNREADABLE', `Cannot read ${path}: ${why}.`, {
    hint: 'Get the file again.',
    cause,
  })

const tooLarge = (path: string, name: string, size: number): KeratinError =>
  unreadable(
    path,
    `${name} in it is too large. Expected: at most ${formatBytes(limits.tarFileBytes)}. Received: ${formatBytes(size)}`,
  )

/** Bytes of a stream in pieces of the size asked for. */
class Bytes {
  #chunk: Buffer = Buffer.alloc(0)

  constructor(readonly chunks: AsyncGenerator<Buffer>) {}

  /** The next bytes; none at the end of the stream. */
  async take(size: number): Promise<Buffer> {
    const pieces: Buffer[] = []
    let missing = size
    while (missing > 0) {
      if (this.#chunk.length === 0 && !(await this.#next())) break
      const piece = this.#chunk.subarray(0, missing)
      this.#chunk = this.#chunk.subarray(piece.length)
      pieces.push(piece)
      missing -= piece.length
    }
    if (missing > 0 && missing < size) throw Object.assign(new Error('it is cut short'), { code: 'SHORT' })
    return pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces)
  }

  async skip(size: number): Promise<void> {
    for (let missing = size; missing > 0; ) {
      if (this.#chunk.length === 0 && !(await this.#next()))
        throw Object.assign(new Error('it is cut short'), { code: 'SHORT' })
      const passed = Math.min(missing, this.#chunk.length)
      this.#chunk = this.#chunk.subarray(passed)
      missing -= passed
    }
  }

  async #next(): Promise<boolean> {
    const { value, done } = await this.chunks.next()
    if (done) return false
    this.#chunk = value
    return true
  }

  async close(): Promise<void> {
    await this.chunks.return(undefined)
  }
}
