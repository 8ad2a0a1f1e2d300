/** The file is not of the plain kind: the HDF5 library reads it, or says what is wrong. */
export class NotPlain extends Error {}

/** Ends the plain reading of a file. */
export function notPlain(reason: string): never {
  throw new NotPlain(reason)
}

// the address of what is not there
const nowhere = 0xffffffffffffffffn

/** How many bytes may still be looked at, over all cursors of a file: one that lies could be read again and again. */
export interface Budget {
  bytes: number
}

/** Reads the little-endian values of a piece of a file, one after another; never beyond the piece. */
export class Cursor {
  readonly bytes: Uint8Array
  readonly #budget: Budget
  readonly #view: DataView
  at = 0

  constructor(bytes: Uint8Array, budget: Budget) {
    this.bytes = bytes
    this.#budget = budget
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** A cursor of its own over `length` bytes from `start`; to the end of the piece if none is given. */
  piece(start: number, length = this.bytes.length - start): Cursor {
    if (start < 0 || length < 0 || start + length > this.bytes.length) notPlain('beyond the end')
    return new Cursor(this.bytes.subarray(start, start + length), this.#budget)
  }

  /** Takes what work costs, counted in bytes, from the budget of the file. */
  spend(bytes: number): void {
    this.#budget.bytes -= bytes
    if (this.#budget.bytes < 0) notPlain('a structure that is read again and again')
  }

  /** The next `length` bytes. */
  take(length: number): Uint8Array {
    const start = this.skip(length)
    return this.bytes.subarray(start, start + length)
  }

  /** Steps over `length` bytes and gives the place where they start. */
  skip(length: number): number {
    const start = this.at
    if (length < 0 || start + length > this.bytes.length) notPlain('beyond the end')
    this.at += length
    this.spend(length)
    return start
  }

  get left(): number {
    return this.bytes.length - this.at
  }

  u8(): number {
    return this.#view.getUint8(this.skip(1))
  }

  u16(): number {
    return this.#view.getUint16(this.skip(2), true)
  }

  u32(): number {
    return this.#view.getUint32(this.skip(4), true)
  }

  /** A size or count of 8 bytes. */
  u64(): number {
    const value = this.#view.getBigUint64(this.skip(8), true)
    return value <= Number.MAX_SAFE_INTEGER ? Number(value) : notPlain('a number beyond 2^53')
  }

  /** An unsigned integer of 1 to 6 bytes. */
  uint(bytes: number): number {
    if (bytes > 6) notPlain('an integer of odd width')
    return this.take(bytes).reduceRight((value, byte) => value * 256 + byte, 0)
  }

  /** A place in the file; undefined for what is not there. */
  address(): number | undefined {
    const value = this.#view.getBigUint64(this.skip(8), true)
    if (value === nowhere) return undefined
    return value <= Number.MAX_SAFE_INTEGER ? Number(value) : notPlain('an address beyond 2^53')
  }

  /** Four letters which say what follows. */
  signature(expected: string): this {
    if (String.fromCharCode(...this.take(4)) !== expected) notPlain(`no ${expected}`)
    return this
  }

  /** A byte that has to have this value. */
  expect(value: number, what: string): this {
    if (this.u8() !== value) notPlain(what)
    return this
  }

  /** The text to the next zero. */
  textToZero(): string {
    const end = this.bytes.indexOf(0, this.at)
    if (end < 0) notPlain('a text without an end')
    return utf8.decode(this.take(end - this.at))
  }
}

// what is no UTF-8 is left to the library; a byte order mark is part of the text
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** A text that ends at its first zero, if it has one. */
export function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  return utf8.decode(end < 0 ? bytes : bytes.subarray(0, end))
}
