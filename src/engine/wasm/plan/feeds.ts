import { readInPlace } from '../../plan/read-in-place.js'
import type { Recording } from '../../plan/recording.js'
import type { tf } from '../../tf.js'
import type { KeratinWasmBackend } from '../backend.js'

interface Feed {
  readonly slot: number
  readonly index: number
  readonly bytes: number
}

/** What a plan is given in each step: read where it lies, or else copied to where the plan expects it. */
export class Feeds {
  readonly #all: readonly Feed[]
  readonly #inPlace: ReadonlySet<number>
  /** Where the feeds of this step lie, by slot. */
  readonly #addresses = new Map<number, number>()
  /** Those that have to be copied. */
  readonly copied: readonly Feed[]

  constructor(
    readonly backend: KeratinWasmBackend,
    recording: Recording,
  ) {
    this.#all = recording.slots.flatMap((known, slot) =>
      known.kind === 'feed' ? [{ slot, index: known.index, bytes: known.bytes }] : [],
    )
    this.#inPlace = readInPlace(recording)
    this.copied = this.#all.filter(({ slot }) => !this.#inPlace.has(slot))
  }

  /** Whether it is read where it lies, elsewhere in each step. */
  moves(slot: number): boolean {
    return this.#inPlace.has(slot)
  }

  /** Where the feed of a slot lies in this step. */
  addressOf(slot: number): number {
    return this.#addresses.get(slot) ?? 0
  }

  /** Runs a step that is given these tensors. */
  use<T>(given: readonly tf.Tensor[], step: () => T): T {
    const { backend } = this
    const blocks: number[] = []
    try {
      for (const { slot, index, bytes } of this.#all) {
        let address = backend.dataIdMap.get(given[index]!.dataId).memoryOffset
        // the home of a variable, which the step may write to before it has read this
        if (this.#inPlace.has(slot) && backend.held.pinned.has(address)) {
          const block = backend.reserve(bytes)
          blocks.push(block)
          backend.copy(address, block, bytes)
          address = block
        }
        this.#addresses.set(slot, address)
      }
      return step()
    } finally {
      for (const block of blocks) backend.release(block)
    }
  }
}
