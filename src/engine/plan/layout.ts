/** A piece of memory that is needed from one call to another, both included. */
export interface Lifetime {
  readonly bytes: number
  readonly first: number
  readonly last: number
}

/** Whole cache lines, and a vector of slack, as kernels read and write whole vectors. */
const room = (bytes: number): number => Math.ceil((bytes + 32) / 64) * 64

/**
 * Places in one block for pieces that are not needed at the same time: the largest first, each at the lowest place that
 * is free for as long as it is needed.
 */
export function layOut(lifetimes: readonly Lifetime[]): { offsets: number[]; bytes: number } {
  const offsets = new Array<number>(lifetimes.length).fill(0)
  const order = lifetimes.map((_, i) => i).sort((a, b) => lifetimes[b]!.bytes - lifetimes[a]!.bytes || a - b)
  /** Those that have a place, by it. */
  const placed: number[] = []
  let total = 0
  for (const i of order) {
    const { bytes, first, last } = lifetimes[i]!
    let offset = 0
    for (const j of placed) {
      const other = lifetimes[j]!
      if (other.last < first || other.first > last) continue
      if (offset + room(bytes) <= offsets[j]!) break
      offset = Math.max(offset, offsets[j]! + room(other.bytes))
    }
    offsets[i] = offset
    total = Math.max(total, offset + room(bytes))
    const at = placed.findIndex((j) => offsets[j]! > offset)
    placed.splice(at < 0 ? placed.length : at, 0, i)
  }
  return { offsets, bytes: total }
}
