import type { Hdf5Description } from './serve.js'

/** Numbers of an HDF5 dataset in a type JavaScript has; 64-bit integers as doubles. */
export type Numbers = Float32Array | Float64Array | Int32Array

const float = 1
// booleans are stored as an enumeration of bytes
const integers = [0, 8]

/** Whether elements of this type can be decoded: floats of 2, 4 or 8 bytes, integers, booleans. */
export const isNumeric = ({ type, size, vlen }: Hdf5Description): boolean =>
  !vlen &&
  (type === float ? [2, 4, 8].includes(size) : integers.includes(type) && [1, 2, 4, 8].includes(size))

/**
 * Decodes the raw elements of a dataset of numbers, which the library gives little-endian however they are stored;
 * `raw` starts at a multiple of 8 of its buffer.
 */
export function decodeNumbers(raw: Uint8Array, { type, size, signed }: Hdf5Description): Numbers {
  const { buffer, byteOffset, length } = raw
  const view = new DataView(buffer, byteOffset, length)
  const count = length / size
  if (type !== float) {
    const read = integerReader(view, size, signed)
    const values = Array.from({ length: count }, (_, i) => read(i * size))
    return size < 4 || (size === 4 && signed) ? Int32Array.from(values) : Float64Array.from(values)
  }
  if (size === 8) return new Float64Array(buffer, byteOffset, count)
  if (size === 4) return new Float32Array(buffer, byteOffset, count)
  return Float32Array.from({ length: count }, (_, i) => halfToNumber(view.getUint16(i * 2, true)))
}

function integerReader(view: DataView, size: number, signed: boolean): (offset: number) => number {
  if (size === 1) return (at) => (signed ? view.getInt8(at) : view.getUint8(at))
  if (size === 2) return (at) => (signed ? view.getInt16(at, true) : view.getUint16(at, true))
  if (size === 4) return (at) => (signed ? view.getInt32(at, true) : view.getUint32(at, true))
  return (at) => Number(signed ? view.getBigInt64(at, true) : view.getBigUint64(at, true))
}

/** IEEE 754 binary16. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
