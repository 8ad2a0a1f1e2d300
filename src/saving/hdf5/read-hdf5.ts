import { KeratinError, showShape } from '../../support/errors.js'
import { broken } from '../broken.js'
import { decodeNumbers, isNumeric, type Numbers } from './numbers.js'
import { plainReader } from './plain/plain-reader.js'
import { type Hdf5Reader, withReader } from './reader.js'
import type { Hdf5Description, Hdf5Kind } from './serve.js'

/** An HDF5 file opened for reading. Objects are reached by path only: walking a file could run in circles. */
export interface Hdf5File {
  has(path: string): boolean
  isGroup(path: string): boolean
  /** The shape of a dataset. */
  shape(path: string): number[]
  /** The numbers at a path, of a shape that is known before anything is allocated. */
  read(path: string, shape: readonly number[]): Numbers
  /** The names of what is in a group. */
  members(path: string): string[]
  /** The names of the attributes of a group. */
  attributes(path: string): string[]
  /** The texts of an attribute, however they are stored; undefined if there is none of that name. */
  texts(path: string, attribute: string): string[] | undefined
}

// the library passes sizes of one read as signed 32-bit integers
const mostBytes = 2 ** 31 - 65536
// a chunk may be larger than the data in it, but is allocated as a whole
const mostChunkBytes = 64 * 1024 * 1024

/**
 * Runs `body` with the HDF5 file of these bytes. A file of the plain kind is read at once. Any other is read by the
 * HDF5 library, in memory and in a thread: nothing in the file can reach the disk, and one that makes the library hang
 * is given up.
 *
 * @throws KeratinError FILE_UNREADABLE with the reason
 */
export async function readHdf5<T>(bytes: Uint8Array, body: (file: Hdf5File) => T): Promise<T> {
  const plain = plainReader(bytes)
  if (plain) return body(new OpenFile(plain))
  return withReader(bytes.length, (reader) => {
    const isOpen = reader.ask('The HDF5 data', { ask: 'open', bytes })
    if (!isOpen) throw broken('It is not an HDF5 file.')
    const result = body(new OpenFile(reader))
    reader.ask('The HDF5 data', { ask: 'close' })
    return result
  })
}

class OpenFile implements Hdf5File {
  readonly #reader: Hdf5Reader

  constructor(reader: Hdf5Reader) {
    this.#reader = reader
  }

  #kind(path: string): Hdf5Kind {
    return this.#reader.ask(path, { ask: 'kind', path }) as Hdf5Kind
  }

  has(path: string): boolean {
    return this.#kind(path) !== 'none'
  }

  isGroup(path: string): boolean {
    return this.#kind(path) === 'group'
  }

  #dataset(path: string): Hdf5Description {
    if (this.#kind(path) !== 'dataset') throw broken(`${path} is missing from the HDF5 data.`)
    return this.#reader.ask(path, { ask: 'describe', path }) as Hdf5Description
  }

  shape(path: string): number[] {
    const { shape } = this.#dataset(path)
    if (!shape) throw broken(`${path} holds nothing.`)
    return shape
  }

  read(path: string, shape: readonly number[]): Numbers {
    const type = this.#dataset(path)
    const bytes = bytesOf(path, type, shape)
    if (bytes === 0) return new Float32Array(0)
    return decodeNumbers(this.#reader.ask(path, { ask: 'numbers', path, bytes }) as Uint8Array, type)
  }

  members(path: string): string[] {
    return this.#reader.ask(path, { ask: 'members', path }) as string[]
  }

  attributes(path: string): string[] {
    return this.#reader.ask(path, { ask: 'attributes', path }) as string[]
  }

  texts(path: string, attribute: string): string[] | undefined {
    const what = `The attribute "${attribute}" of ${path}`
    return this.#reader.ask(what, { ask: 'texts', path, attribute }) as string[] | undefined
  }
}

/** The size of a dataset, once it is certain that it is what is expected: before anything is allocated for it. */
function bytesOf(path: string, type: Hdf5Description, shape: readonly number[]): number {
  const { shape: found, total_size, size, chunks } = type
  const same = found?.length === shape.length && found.every((d, i) => d === shape[i])
  if (!same || total_size !== product(shape)) {
    const received = found ? showShape(found) : 'null'
    throw new KeratinError(
      'SHAPE',
      `${path} has shape ${received} in the file. Expected: shape ${showShape(shape)}.`,
    )
  }
  // texts must not even be read: a damaged heap of them hangs the library
  if (!isNumeric(type)) throw broken(`${path} is not stored as numbers.`)
  const bytes = size * total_size
  if (bytes > mostBytes) {
    const problem = `${path} has ${bytes} bytes: more than 2 GB in one weight cannot be read.`
    throw new KeratinError('UNSUPPORTED', problem)
  }
  if (chunks && product(chunks) * size > bytes + mostChunkBytes)
    throw broken(`${path} has an impossible chunk size.`)
  return bytes
}

const product = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1)
