import { type Cursor, notPlain } from './cursor.js'

/**
 * Checks the four bytes at the end of a block of `length` bytes: the checksum of those before.
 *
 * @see Bob Jenkins, lookup3, hashlittle
 */
export function checkSum(block: Cursor, length: number): void {
  const { bytes } = block.piece(0, length)
  const stored = block.piece(length - 4, 4).u32()
  block.spend(length)
  if (lookup3(bytes.subarray(0, length - 4)) !== stored) notPlain('a checksum that differs')
}

/** Checks a whole block whose checksum is that of the block with zeros in its place, which is where the cursor is. */
export function checkSumWithin(block: Cursor): void {
  const zeroed = block.bytes.slice()
  zeroed.fill(0, block.at, block.at + 4)
  const stored = block.u32()
  block.spend(zeroed.length)
  if (lookup3(zeroed) !== stored) notPlain('a checksum that differs')
}

const rotated = (x: number, k: number): number => (x << k) | (x >>> (32 - k))

function lookup3(key: Uint8Array): number {
  let a = (0xdeadbeef + key.length) | 0
  let b = a
  let c = a
  const word = (at: number): number =>
    (key[at] ?? 0) | ((key[at + 1] ?? 0) << 8) | ((key[at + 2] ?? 0) << 16) | ((key[at + 3] ?? 0) << 24)
  let at = 0
  for (; key.length - at > 12; at += 12) {
    a = (a + word(at)) | 0
    b = (b + word(at + 4)) | 0
    c = (c + word(at + 8)) | 0
    a = ((a - c) ^ rotated(c, 4)) | 0
    c = (c + b) | 0
    b = ((b - a) ^ rotated(a, 6)) | 0
    a = (a + c) | 0
    c = ((c - b) ^ rotated(b, 8)) | 0
    b = (b + a) | 0
    a = ((a - c) ^ rotated(c, 16)) | 0
    c = (c + b) | 0
    b = ((b - a) ^ rotated(a, 19)) | 0
    a = (a + c) | 0
    c = ((c - b) ^ rotated(b, 4)) | 0
    b = (b + a) | 0
  }
  if (at === key.length) return c >>> 0
  a = (a + word(at)) | 0
  b = (b + word(at + 4)) | 0
  c = (c + word(at + 8)) | 0
  c = ((c ^ b) - rotated(b, 14)) | 0
  a = ((a ^ c) - rotated(c, 11)) | 0
  b = ((b ^ a) - rotated(a, 25)) | 0
  c = ((c ^ b) - rotated(b, 16)) | 0
  a = ((a ^ c) - rotated(c, 4)) | 0
  b = ((b ^ a) - rotated(a, 14)) | 0
  c = ((c ^ b) - rotated(b, 24)) | 0
  return c >>> 0
}
