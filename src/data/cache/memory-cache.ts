import { tf } from '../../engine/index.js'
import { disposeTree, mapTree, type Tree } from '../structure.js'

type Sequence<T> = Iterable<T> | AsyncIterable<T>

/** Elements kept in memory once they have been read to the end. Whoever reads gets tensors of their own. */
export class MemoryCache<T> {
  #elements: T[] | undefined

  open(source: () => Sequence<T>): Sequence<T> {
    return this.#elements ? this.#kept(this.#elements) : this.#filling(source())
  }

  dispose(): void {
    disposeTree(this.#elements as Tree<unknown>)
    this.#elements = undefined
  }

  *#kept(elements: readonly T[]): Generator<T, void> {
    for (const element of elements) yield copyOf(element)
  }

  /** What is read in part is not kept: nothing tells whether the rest will follow. */
  async *#filling(elements: Sequence<T>): AsyncGenerator<T, void> {
    const held: T[] = []
    try {
      for await (const element of elements) {
        held.push(copyOf(element))
        yield element
      }
      // two may read for the first time side by side
      if (!this.#elements) this.#elements = held.splice(0)
    } finally {
      disposeTree(held as Tree<unknown>)
    }
  }
}

/** The same element with tensors that live and die by themselves; their values are shared. */
const copyOf = <T>(element: T): T =>
  mapTree(element as Tree<unknown>, (leaf) =>
    leaf instanceof tf.Tensor ? tf.keep(tf.clone(leaf)) : leaf,
  ) as T
