import type { Metadata } from 'h5wasm'
import { KeratinError, showShape } from '../../support/errors.js'
import { broken } from '../broken.js'
import { type Hdf5Instance, withHdf5 } from './instance.js'
import { decodeNumbers, isNumeric, type Numbers } from './numbers.js'

/** An HDF5 file opened for reading. Objects are reached by path only: walking a file could run in circles. */
export interface Hdf5File {
  has(path: string): boolean
  /** The numbers at a path, of a shape that is known before anything is allocated. */
  read(path: string, shape: readonly number[]): Numbers
}

// the library passes sizes of one read as signed 32-bit integers
const mostBytes = 2 ** 31 - 65536
// a chunk may be larger than the data in it, but is allocated as a whole
const mostChunkBytes = 64 * 1024 * 1024

/**
 * Runs `body` with the HDF5 file of these bytes, in memory: nothing in the file can reach the disk.
 *
 * @throws KeratinError FILE_UNREADABLE with the reason
 */
export function readHdf5<T>(bytes: Uint8Array, body: (file: Hdf5File) => T): Promise<T> {
  return withHdf5(complain, (hdf5) => {
    const { module, checked } = hdf5
    const name = '/read.h5'
    module.FS.writeFile(name, bytes)
    let id = -1n
    try {
      id = checked('The HDF5 data', () => module.open(name, module.H5F_ACC_RDONLY, false, -1, -1))
      if (id < 0n) throw broken('It is not an HDF5 file.')
      return body(new OpenFile(hdf5, id))
    } finally {
      if (id >= 0n) module.close_file(id)
      module.FS.unlink(name)
    }
  })
}

const complain = (problem: string, cause?: unknown) => broken(problem, undefined, cause)

class OpenFile implements Hdf5File {
  readonly #hdf5: Hdf5Instance
  readonly #id: bigint

  constructor(hdf5: Hdf5Instance, id: bigint) {
    this.#hdf5 = hdf5
    this.#id = id
  }

  has(path: string): boolean {
    const { module, checked } = this.#hdf5
    return checked(path, () => module.get_type(this.#id, path)) !== -1
  }

  read(path: string, shape: readonly number[]): Numbers {
    const { module, checked } = this.#hdf5
    if (checked(path, () => module.get_type(this.#id, path)) !== module.H5G_DATASET) {
      throw broken(`${path} is missing from the HDF5 data.`)
    }
    const type = checked(path, () => module.get_dataset_metadata(this.#id, path))
    const bytes = bytesOf(path, type, shape)
    return bytes === 0 ? new Float32Array(0) : decodeNumbers(this.#readRaw(path, bytes), type)
  }

  #readRaw(path: string, bytes: number): Uint8Array {
    const { module, checked } = this.#hdf5
    const address = module._malloc(bytes)
    if (!address) {
      throw new KeratinError('OUT_OF_MEMORY', `There is no memory for the ${bytes} bytes of ${path}.`)
    }
    try {
      // what a failed read leaves untouched must not be old memory
      module.HEAPU8.fill(0, address, address + bytes)
      const whole = [null, null, null] as const
      const status = checked(path, () => module.get_dataset_data(this.#id, path, ...whole, BigInt(address)))
      if (status < 0) throw broken(`${path} cannot be read from the HDF5 data.`)
      return module.HEAPU8.slice(address, address + bytes)
    } finally {
      module._free(address)
    }
  }
}

/** The size of a dataset, once it is certain that it is what is expected: before anything is allocated for it. */
function bytesOf(path: string, type: Metadata, shape: readonly number[]): number {
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
