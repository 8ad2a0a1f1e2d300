import type { Slot } from '../../plan/recording.js'
import type { KeratinWasmBackend } from '../backend.js'

const LINE = 64

/** Memory that belongs to one plan: its constants and numbers, and the tensors that TensorFlow.js' module knows. */
export class PlanMemory {
  readonly #offsets = new Map<number, number>()
  readonly #ids = new Map<string, number>()
  readonly #block: number
  readonly #base: number
  readonly bytes: number
  #isReleased = false

  /** @param slots those that are used */
  constructor(
    readonly backend: KeratinWasmBackend,
    slots: readonly (Slot | undefined)[],
  ) {
    let bytes = 0
    slots.forEach((slot, i) => {
      if (slot?.kind !== 'constant' && slot?.kind !== 'number') return
      this.#offsets.set(i, bytes)
      bytes += Math.ceil((slot.bytes + 32) / LINE) * LINE
    })
    this.bytes = bytes
    this.#block = backend.reserve(bytes + LINE)
    this.#base = Math.ceil(this.#block / LINE) * LINE
    slots.forEach((slot, i) => {
      if (slot?.kind === 'constant') backend.put(this.addressOf(i), slot.values)
    })
  }

  has(slot: number): boolean {
    return this.#offsets.has(slot)
  }

  addressOf(slot: number): number {
    return this.#base + this.#offsets.get(slot)!
  }

  /** The number of a tensor at an address. */
  idOf(address: number, elements: number): number {
    const key = `${address} ${elements}`
    let id = this.#ids.get(key)
    if (id === undefined) {
      id = this.backend.register(address, elements)
      this.#ids.set(key, id)
    }
    return id
  }

  /** Takes back the numbers of tensors. */
  unregister(): void {
    for (const id of this.#ids.values()) this.backend.unregister(id)
    this.#ids.clear()
  }

  release(): void {
    if (this.#isReleased) return
    this.#isReleased = true
    this.unregister()
    this.backend.release(this.#block)
  }
}
