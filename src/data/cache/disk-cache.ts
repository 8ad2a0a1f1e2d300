import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { randomHex } from '../../support/crypto.js'
import { KeratinError } from '../../support/errors.js'
import { unwritable } from '../../support/files.js'
import { limits } from '../../support/limits.js'
import { openRegular } from '../../support/open-regular.js'
import { decodeElement, encodeElement, lengthsSize } from './records.js'

type Sequence<T> = Iterable<T> | AsyncIterable<T>

const magic = Buffer.from('keratin1')

/** Elements kept in a file once they have been read to the end, to be read from it from then on, in later runs too. */
export class DiskCache<T> {
  constructor(readonly path: string) {}

  async *open(source: () => Sequence<T>): AsyncGenerator<T, void> {
    const file = await openRegular(this.path, 'cache').catch((error) => {
      if (error.code === 'FILE_NOT_FOUND') return undefined
      throw this.#damaged((error as Error).message, error)
    })
    yield* file ? this.#kept(file) : this.#filling(source())
  }

  async *#kept(file: FileHandle): AsyncGenerator<T, void> {
    try {
      const { size } = await file.stat()
      const head = await this.#read(file, magic.length)
      if (!head || !magic.equals(head)) throw this.#damaged('it was not written by cache()')
      for (;;) {
        const lengths = await this.#read(file, lengthsSize)
        if (!lengths) return
        const [header, values] = new Uint32Array(lengths.buffer, lengths.byteOffset, 2) as unknown as [
          number,
          number,
        ]
        const length = header + values
        if (length > Math.min(size, limits.elementBytes))
          throw this.#damaged(`an element of ${length} bytes cannot be in it`)
        const body = await this.#read(file, length)
        if (!body) throw this.#damaged('its end is missing')
        yield this.#decode(body.subarray(0, header), body.subarray(header))
      }
    } finally {
      await file.close()
    }
  }

  #decode(header: Uint8Array, values: Uint8Array): T {
    try {
      return decodeElement(header, values) as T
    } catch (error) {
      throw this.#damaged((error as Error).message, error)
    }
  }

  /** The next bytes; undefined where the file ends. */
  async #read(file: FileHandle, length: number): Promise<Uint8Array | undefined> {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; ) {
      const { bytesRead } = await file.read(bytes, at, length - at)
      if (bytesRead === 0) {
        if (at === 0) return undefined
        throw this.#damaged('its end is missing')
      }
      at += bytesRead
    }
    return bytes
  }

  /** The file appears under its name when it is complete. */
  async *#filling(elements: Sequence<T>): AsyncGenerator<T, void> {
    const temporary = `${this.path}.${randomHex()}.tmp`
    const writing = async <R>(call: () => Promise<R>): Promise<R> => {
      try {
        return await call()
      } catch (error) {
        throw unwritable(this.path, error)
      }
    }
    const file = await writing(() => open(temporary, 'wx'))
    let complete = false
    try {
      await writing(() => file.writeFile(magic))
      for await (const element of elements) {
        const bytes = Buffer.concat(encodeElement(element))
        await writing(() => file.writeFile(bytes))
        yield element
      }
      complete = true
    } finally {
      await file.close()
      if (complete) await writing(() => rename(temporary, this.path))
      else await rm(temporary, { force: true })
    }
  }

  #damaged(what: string, cause?: unknown): KeratinError {
    return new KeratinError('FILE_UNREADABLE', `The cache ${this.path} cannot be read: ${what}.`, {
      hint: 'Remove the file to have it written anew.',
      cause,
    })
  }
}
