import type { KeratinWasmBackend } from '../backend.js'

/** The one block in which all plans work, one after the other: as large as the largest needs. */
export class Arena {
  #block = 0
  #address = 0
  #bytes = 0

  constructor(readonly backend: KeratinWasmBackend) {}

  /** Bytes that are held. */
  get bytes(): number {
    return this.#bytes
  }

  /** Where the block begins, now that it is large enough; at another place where it had to grow. */
  addressFor(bytes: number): number {
    if (bytes > this.#bytes) {
      this.release()
      this.#block = this.backend.reserve(bytes + 64)
      this.#address = Math.ceil(this.#block / 64) * 64
      this.#bytes = bytes
    }
    return this.#address
  }

  /** Gives the block up. */
  release(): void {
    if (this.#bytes > 0) this.backend.release(this.#block)
    this.#bytes = 0
  }
}
