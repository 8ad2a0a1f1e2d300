import type { tf } from '../../tf.js'
import type { KeratinWasmBackend } from '../backend.js'
import type { Homes } from './homes.js'

/** What was computed of weights, for as long as these stay as they are. */
export interface PreparedValue {
  readonly block: number
  /** Where it lies in the block: at the beginning of a cache line. */
  readonly address: number
  readonly sources: readonly tf.Variable[]
  /** How often each of the sources had changed when it was computed; undefined before. */
  versions: readonly number[] | undefined
  users: number
}

/** What plans have computed of weights: plans of the same weights share it, as those for batches of other sizes do. */
export class PreparedValues {
  readonly #values = new Map<string, PreparedValue>()

  constructor(
    readonly backend: Pick<KeratinWasmBackend, 'reserve' | 'release'>,
    readonly homes: Pick<Homes, 'versionOf'>,
  ) {}

  /**
   * Room for a value, which others who name it the same use as well.
   *
   * @param key tells how it is computed, and of what
   */
  take(key: string, bytes: number, sources: readonly tf.Variable[]): PreparedValue {
    let value = this.#values.get(key)
    if (!value) {
      const block = this.backend.reserve(bytes + 64)
      value = { block, address: Math.ceil(block / 64) * 64, sources, versions: undefined, users: 0 }
      this.#values.set(key, value)
    }
    value.users++
    return value
  }

  /** Whether it is to be computed now: its sources have changed. */
  isStale({ sources, versions }: PreparedValue): boolean {
    return !versions || sources.some((variable, i) => this.homes.versionOf(variable) !== versions[i])
  }

  /** Notes that it has been computed. */
  computed(value: PreparedValue): void {
    value.versions = value.sources.map((variable) => this.homes.versionOf(variable))
  }

  /** Gives a value up; the last who does frees it. */
  release(key: string): void {
    const value = this.#values.get(key)!
    if (--value.users > 0) return
    this.backend.release(value.block)
    this.#values.delete(key)
  }
}
