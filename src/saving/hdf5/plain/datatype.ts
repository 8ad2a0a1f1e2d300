import { type Cursor, notPlain } from './cursor.js'

/** The type of elements, in the words of the HDF5 library: its number of the class, bytes, sign. */
export interface Type {
  /** 0 integer, 1 float, 3 text, 8 enumeration of integers. */
  readonly type: number
  /** Bytes of an element in the file. */
  readonly size: number
  readonly signed: boolean
  /** Texts of any length, which stand in a heap. */
  readonly vlen: boolean
}

const bigEndian = 1
// for each size: where the exponent starts, its bits, bits of the mantissa, bias
const ieee: Readonly<Record<number, readonly number[]>> = {
  2: [10, 5, 10, 15],
  4: [23, 8, 23, 127],
  8: [52, 11, 52, 1023],
}

/** The datatype message: numbers as this machine has them, texts, and enumerations (Booleans). */
export function readType(body: Cursor): Type {
  const first = body.u8()
  const type = first & 0xf
  const flags = body.uint(3)
  const size = body.u32()
  if (type === 0) return integer(body, flags, size)
  if (type === 1) return float(body, flags, size)
  if (type === 3) return { type, size, signed: false, vlen: false }
  if (type === 8) return { ...baseOf(body, 0), type }
  if (type === 9 && (flags & 0xf) === 1) return { type: 3, size, signed: false, vlen: true }
  return notPlain('a datatype of another class')
}

function baseOf(body: Cursor, type: number): Type {
  const base = readType(body.piece(body.at))
  return base.type === type ? base : notPlain('an enumeration of another type')
}

function integer(body: Cursor, flags: number, size: number): Type {
  const isWhole = body.u16() === 0 && body.u16() === size * 8
  if (flags & bigEndian || !isWhole || ![1, 2, 4, 8].includes(size)) notPlain('integers of another kind')
  return { type: 0, size, signed: (flags & 8) !== 0, vlen: false }
}

function float(body: Cursor, flags: number, size: number): Type {
  const [start, bits, mantissa, bias] = ieee[size] ?? notPlain('floats of another size')
  const sign = (flags >> 8) & 0xff
  // bit 6 with bit 0 is the order of VAX; bits 4 and 5 say that the first bit of the mantissa is implied
  const isUsual = !(flags & (bigEndian | 0x40)) && (flags & 0x30) === 0x20 && sign === size * 8 - 1
  const found = [body.u16(), body.u16(), body.u8(), body.u8(), body.u8(), body.u8(), body.u32()]
  const usual = [0, size * 8, start, bits, 0, mantissa, bias]
  if (!isUsual || usual.some((value, i) => found[i] !== value)) notPlain('floats of another kind')
  return { type: 1, size, signed: true, vlen: false }
}
