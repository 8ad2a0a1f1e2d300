import type { KeratinWasmBackend } from '../backend.js'

/** The one block in which all plans work, one after the other: as large as the largest needs. */
export class Arena {
  #block = 0
  #address = 0
  #bytes = 0
  #isInUse = false

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

  /** Keeps the block while something is computed in it. */
  use<T>(compute: () => T): T {
    this.#isInUse = true
    try {
      return compute()
    } finally {
      this.#isInUse = false
    }
  }

  /** Gives the block up where nothing is computed in it; tells whether there was one. Plans ask for it again. */
  giveBack(): boolean {
    if (this.#isInUse || this.#bytes === 0) return false
    this.release()
    return true
  }

  /** Gives the block up. */
  release(): void {
    if (this.#bytes > 0) this.backend.release(this.#block)
    this.#bytes = 0
  }
}
