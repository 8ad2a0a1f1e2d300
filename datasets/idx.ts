import { endianness } from 'node:os'
import { basename } from 'node:path'
import { KeratinError, showShape } from '../src/support/errors.js'
import { fileKinds } from '../src/support/limits.js'
import { readFileBytes } from '../src/support/read-file.js'
import { isGzip, unpack, unpackStart, unpacksToTooMuch } from '../src/support/unpack.js'
import { unpackedOnce } from './unpacked.js'

const types = {
  8: Uint8Array,
  9: Int8Array,
  11: Int16Array,
  12: Int32Array,
  13: Float32Array,
  14: Float64Array,
} as const

/** Values of an idx file in its own number type. */
type IdxValues = Uint8Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array

/** The contents of an idx file. */
export interface IdxArray {
  shape: number[]
  data: IdxValues
}

/**
 * Reads an idx file, the format of MNIST: two zero bytes, a byte for the type, one for the number of axes, the axes
 * as big-endian 32-bit integers, the values. Gzip is recognised by its contents.
 *
 * @param dataset in whose cache large files are kept unpacked, so that they are read faster the next time. Default: none
 *
 * @throws KeratinError FILE_NOT_FOUND; FILE_UNREADABLE naming the file, what was expected and what was found
 * @example const { shape, data } = await readIdx('train-images-idx3-ubyte.gz') // [60000, 28, 28]
 * @see http://yann.lecun.com/exdb/mnist/
 */
export async function readIdx(path: string, dataset?: string): Promise<IdxArray> {
  const bytes = await readFileBytes(path, 'idx')
  if (!isGzip(bytes)) return parseIdx(bytes, path)
  const unpacked = () => unpackIdx(bytes, path)
  return parseIdx(
    dataset === undefined ? await unpacked() : await unpackedOnce(dataset, path, unpacked),
    path,
  )
}

/** Unpacks no more than the header says there is, and one byte that should not be there. */
async function unpackIdx(packed: Uint8Array, path: string): Promise<Uint8Array> {
  const { expected } = readHeader(await unpackStart(packed, path, longestHeader), path)
  // more than this no packed file may hold; if it has less, that is said of what is there
  if (expected > fileKinds.idx.bytes) throw unpacksToTooMuch(path, packed.length, 'idx')
  return unpack(packed, path, 'idx', expected + 1)
}

/** The header of the most axes there can be. */
const longestHeader = 4 + 4 * 255

/** What the beginning of an idx file says of it. */
function readHeader(bytes: Uint8Array, path: string) {
  if (bytes.length < 4) throw unreadable(path, `it has ${bytes.length} bytes, too few for an idx header`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const Type = types[bytes[2] as keyof typeof types]
  if (bytes[0] !== 0 || bytes[1] !== 0 || !Type) {
    const expected = 'a magic number like 0x00000803 (images) or 0x00000801 (labels)'
    throw unreadable(
      path,
      `it does not begin as an idx file does. Expected: ${expected}. Received: ${hex(view.getUint32(0))}`,
    )
  }
  const rank = bytes[3]!
  const header = 4 + 4 * rank
  if (bytes.length < header) {
    throw unreadable(
      path,
      `its header is cut off. Expected: ${header} bytes for ${rank} axes. Received: ${bytes.length}`,
    )
  }
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis))
  const size = shape.reduce((n, d) => n * d, 1)
  return { Type, shape, header, expected: header + size * Type.BYTES_PER_ELEMENT }
}

/** The array in the bytes of an unpacked idx file; `path` is named in errors. */
export function parseIdx(bytes: Uint8Array, path: string): IdxArray {
  const { Type, shape, header, expected } = readHeader(bytes, path)
  if (bytes.length !== expected) {
    const what = bytes.length < expected ? 'it is cut off' : 'it has bytes after its values'
    const received = `${bytes.length} bytes`
    throw unreadable(
      path,
      `${what}. Expected: ${expected} bytes for shape ${showShape(shape)}. Received: ${received}`,
    )
  }
  if (Type === Uint8Array) {
    return { shape, data: new Uint8Array(bytes.buffer, bytes.byteOffset + header, bytes.length - header) }
  }
  const values = Buffer.from(bytes.subarray(header))
  if (endianness() === 'LE') swap(values, Type.BYTES_PER_ELEMENT)
  const aligned = values.buffer.slice(values.byteOffset, values.byteOffset + values.length)
  return { shape, data: new Type(aligned) }
}

function swap(values: Buffer, width: number): void {
  if (width === 2) values.swap16()
  else if (width === 4) values.swap32()
  else if (width === 8) values.swap64()
}

const hex = (n: number): string => `0x${n.toString(16).padStart(8, '0')}`

function unreadable(path: string, what: string, cause?: unknown): KeratinError {
  return new KeratinError('FILE_UNREADABLE', `${path} is not a readable idx file: ${what}.`, {
    hint: `Get a fresh copy of ${basename(path)}.`,
    cause,
  })
}
