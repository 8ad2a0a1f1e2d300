import type { RandomStream } from '../support/random.js'

/** Draws items at random from a buffer that is filled up from behind. */
export class ShuffleBuffer<T> {
  readonly items: T[] = []

  constructor(
    readonly capacity: number,
    readonly random: RandomStream,
  ) {}

  /** Puts an item in; gives one back when there was no room left. */
  exchange(item: T): T | undefined {
    if (this.items.length < this.capacity) {
      this.items.push(item)
      return undefined
    }
    const at = this.random.below(this.items.length)
    const out = this.items[at]!
    this.items[at] = item
    return out
  }

  /** Takes one item out. */
  draw(): T {
    const at = this.random.below(this.items.length)
    const out = this.items[at]!
    this.items[at] = this.items.at(-1)!
    this.items.pop()
    return out
  }
}

/** Indices in the order in which a shuffle buffer gives them. */
export function* drawn(
  indices: Iterable<number>,
  capacity: number,
  random: RandomStream,
): Generator<number, void> {
  const buffer = new ShuffleBuffer<number>(capacity, random)
  for (const index of indices) {
    const out = buffer.exchange(index)
    if (out !== undefined) yield out
  }
  while (buffer.items.length > 0) yield buffer.draw()
}
