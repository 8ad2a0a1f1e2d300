/**
 * Numbers of pairs of numbers: a hash table in plain memory, for millions of pairs, each asked for many times.
 *
 * @example
 * const table = new PairTable()
 * table.set(3, 7, 12)
 * table.get(3, 7) // 12
 */
export class PairTable {
  /** First, second and number of each place; a first of -1 is a free place. */
  #places = free(1 << 10)
  #size = 0

  /** The number of a pair; undefined if it has none. */
  get(first: number, second: number): number | undefined {
    const at = this.#find(first, second)
    return this.#places[at] === -1 ? undefined : this.#places[at + 2]
  }

  /** Gives a pair a number. Both of the pair are integers from 0 on. */
  set(first: number, second: number, number: number): void {
    const at = this.#find(first, second)
    const isNew = this.#places[at] === -1
    this.#places[at] = first
    this.#places[at + 1] = second
    this.#places[at + 2] = number
    // a table that is more than half full has long ways
    if (isNew && ++this.#size * 2 > this.#places.length / 3) this.#grow()
  }

  /** Where a pair is, or would be. */
  #find(first: number, second: number): number {
    const places = this.#places
    const mask = places.length / 3 - 1
    let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    for (let place = (hash ^ (hash >>> 13)) & mask; ; place = (place + 1) & mask) {
      const at = place * 3
      if (places[at] === -1 || (places[at] === first && places[at + 1] === second)) return at
    }
  }

  #grow(): void {
    const old = this.#places
    this.#places = free((old.length / 3) * 2)
    this.#size = 0
    for (let at = 0; at < old.length; at += 3)
      if (old[at] !== -1) this.set(old[at]!, old[at + 1]!, old[at + 2]!)
  }
}

const free = (places: number): Int32Array => new Int32Array(places * 3).fill(-1)
