import type { tf } from '../engine/index.js'
import type { RandomStream } from '../support/random.js'
import type { Rows } from './rows.js'
import { drawn } from './shuffle-buffer.js'
import type { Tree } from './structure.js'

/** Where the elements of a data set come from; what it can do better than one by one it does itself. */
export interface ElementSource<T> {
  readonly size: number | undefined
  open(): Iterable<T> | AsyncIterable<T>
  take?(count: number): ElementSource<T>
  shuffle?(bufferSize: number, random: () => RandomStream): ElementSource<T>
  batch?(size: number, dropRemainder: boolean): ElementSource<unknown>
}

/** Rows in memory: only their indices are taken and shuffled, and batches are sliced or gathered at once. */
export class RowSource<T> implements ElementSource<T> {
  readonly size: number
  readonly #rows: Rows
  readonly #indices: () => Iterable<number>
  readonly #inOrder: boolean

  /**
   * @param rows the rows
   * @param size how many elements
   * @param indices which rows; default the first `size` in order
   */
  constructor(rows: Rows<Tree<tf.Tensor>>, size = rows.size, indices?: () => Iterable<number>) {
    this.#rows = rows
    this.size = size
    this.#indices = indices ?? (() => Array(size).keys())
    this.#inOrder = indices === undefined
  }

  *open(): Generator<T, void> {
    for (const index of this.#indices()) yield this.#rows.row(index) as T
  }

  take(count: number): RowSource<T> {
    const size = Math.min(count, this.size)
    const indices = this.#indices
    return new RowSource(this.#rows, size, this.#inOrder ? undefined : () => first(indices(), size))
  }

  shuffle(bufferSize: number, random: () => RandomStream): RowSource<T> {
    const indices = this.#indices
    return new RowSource(this.#rows, this.size, () => drawn(indices(), bufferSize, random()))
  }

  batch(batchSize: number, dropRemainder: boolean): ElementSource<unknown> {
    const size = Math[dropRemainder ? 'floor' : 'ceil'](this.size / batchSize)
    const end = dropRemainder ? size * batchSize : this.size
    return {
      size,
      open: () => (this.#inOrder ? this.#slices(batchSize, end) : this.#gathered(batchSize, end)),
    }
  }

  *#slices(batchSize: number, end: number): Generator<Tree<tf.Tensor>, void> {
    for (let start = 0; start < end; start += batchSize) {
      yield this.#rows.slice(start, Math.min(start + batchSize, end))
    }
  }

  *#gathered(batchSize: number, end: number): Generator<Tree<tf.Tensor>, void> {
    const order = Int32Array.from(this.#indices())
    for (let start = 0; start < end; start += batchSize) {
      yield this.#rows.gather(order.subarray(start, Math.min(start + batchSize, end)))
    }
  }
}

function* first(indices: Iterable<number>, count: number): Generator<number, void> {
  let left = count
  if (left === 0) return
  for (const index of indices) {
    yield index
    if (--left === 0) return
  }
}
