import { broken } from '../broken.js'

/** Little-endian numbers in bytes that may end too early. */
export class ByteView {
  readonly #data: DataView
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get length(): number {
    return this.#bytes.length
  }

  u16(offset: number): number {
    return this.#data.getUint16(this.#need(offset, 2), true)
  }

  u32(offset: number): number {
    return this.#data.getUint32(this.#need(offset, 4), true)
  }

  u64(offset: number): number {
    const value = this.#data.getBigUint64(this.#need(offset, 8), true)
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw broken('A size in the zip archive is impossible.')
    return Number(value)
  }

  /** A view, not a copy. */
  bytes(offset: number, length: number): Uint8Array {
    return this.#bytes.subarray(this.#need(offset, length), offset + length)
  }

  #need(offset: number, length: number): number {
    if (!(offset >= 0 && length >= 0 && offset + length <= this.#bytes.length))
      throw broken('The zip archive is truncated.')
    return offset
  }
}
