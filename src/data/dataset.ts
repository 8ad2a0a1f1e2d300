import { availableParallelism } from 'node:os'
import { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'
import { RandomStream, randomStream } from '../support/random.js'
import { DiskCache } from './cache/disk-cache.js'
import { MemoryCache } from './cache/memory-cache.js'
import {
  batchesOf,
  filtered,
  inTurn,
  mapped,
  prefetched,
  repeated,
  shuffled,
  skipped,
  taken,
  zipped,
} from './operations.js'
import { Rows } from './rows.js'
import { type ElementSource, RowSource } from './sources.js'
import { countRows, disposeTree, isRecord, type Structure, type Tree, toTensors } from './structure.js'
import type { TensorLike, TypedArray } from './tensors.js'

/** An element with a batch axis in front: numbers and arrays become tensors, lists and records stay. */
export type Batched<T> = unknown extends T
  ? unknown
  : T extends tf.Tensor | TypedArray | number | boolean
    ? tf.Tensor
    : T extends readonly unknown[] | Record<string, unknown>
      ? { [K in keyof T]: T[K] extends RowOfNumbers ? tf.Tensor : Batched<T[K]> }
      : never

/** An array of numbers within an element: one value. */
type RowOfNumbers = readonly (number | boolean | RowOfNumbers)[]

export interface ShuffleOptions {
  /** Gives the same orders every time. Default: from the stream `shuffle`. */
  seed?: number
  /** Whether each iteration has an order of its own. Default true. */
  reshuffleEachIteration?: boolean
}

export interface MapOptions {
  /** Calls under way at a time; the order of elements is kept. `auto`: two for each core. Default 1. */
  parallel?: number | 'auto'
}

/**
 * Data that is made while it is read: a lazy sequence of elements that can be gone through any number of times, each
 * time from the beginning.
 *
 * For training an element is `[x, y]` or `[x, y, sampleWeight]`, or `{ x, y, sampleWeight }`, in batches. Tensors
 * belong to whoever receives the element; what a method such as `map` or `batch` receives it disposes itself. An
 * element is made when it is asked for, and ahead of that only as far as `map` with `parallel`, `shuffle` and
 * `prefetch` are told: memory stays bounded.
 *
 * @example
 * const data = Dataset.fromTensors([x, y]).shuffle().batch(64)
 * for await (const [x, y] of data) tf.dispose([x, y])
 * @example
 * const squares = Dataset.from(() => [1, 2, 3]).map((n) => n * n).repeat(2)
 * await squares.toArray() // [1, 4, 9, 1, 4, 9]
 * @see https://www.tensorflow.org/api_docs/python/tf/data/Dataset
 */
export class Dataset<T> implements AsyncIterable<T> {
  readonly #source: ElementSource<T>
  readonly #free: () => void

  protected constructor(source: ElementSource<T>, free: () => void) {
    this.#source = source
    this.#free = free
  }

  /**
   * A data set of rows: `[x, y]` gives elements `[row of x, row of y]`, a record elements with the same names, a
   * single tensor its rows. Tensors given are not copied: they must live as long as the data set.
   *
   * @throws KeratinError SHAPE when the numbers of rows differ
   */
  static fromTensors(data: tf.Tensor | TypedArray): Dataset<tf.Tensor>
  static fromTensors<D extends readonly unknown[]>(
    data: readonly [...D],
  ): Dataset<{ [K in keyof D]: tf.Tensor }>
  static fromTensors<D extends Record<string, unknown>>(data: D): Dataset<{ [K in keyof D]: tf.Tensor }>
  static fromTensors(data: Structure<Structure<TensorLike>>): Dataset<unknown> {
    const made: tf.Tensor[] = []
    const tree = tf.tidy(() => {
      const all = components(data, made)
      countRows(all)
      return all as tf.TensorContainer
    }) as Tree<tf.Tensor>
    const rows = new Rows(tree, made)
    return new Dataset<unknown>(new RowSource(rows), () => rows.dispose())
  }

  /**
   * A data set of what a function makes each time it is called: an iterable, a generator, an array.
   *
   * @param open makes a fresh sequence
   * @param size the number of elements, if it is known
   */
  static from<T>(open: () => Iterable<T> | AsyncIterable<T>, size?: number): Dataset<T> {
    return new Dataset<T>({ open, size }, () => {})
  }

  /**
   * Data sets side by side: elements `[a, b, ...]`, as many as the shortest has.
   *
   * @example Dataset.zip(images, labels).batch(32)
   */
  static zip<D extends readonly unknown[]>(...datasets: { [K in keyof D]: Dataset<D[K]> }): Dataset<D> {
    if (datasets.length === 0) throw argumentError('Dataset.zip', 'at least one', 'datasets', datasets)
    const sizes = datasets.map((d) => d.size)
    const size = sizes.includes(undefined) ? undefined : Math.min(...(sizes as number[]))
    const open = () => zipped(datasets.map((d) => d.open())) as AsyncIterable<D>
    return new Dataset<D>({ size, open }, () => {
      for (const d of datasets) d.dispose()
    })
  }

  /** The number of elements, if it is known; `Infinity` after `repeat()`. */
  get size(): number | undefined {
    return this.#source.size
  }

  /**
   * Applies a function, which may be asynchronous, to each element. Tensors of the element that are not in the
   * result are disposed; those that the function makes on the way are its own to tidy.
   *
   * @param options parallel: calls under way at a time, for functions that wait for something. Default 1
   */
  map<U>(fn: (element: T, index: number) => U | Promise<U>, options: MapOptions = {}): Dataset<U> {
    const { parallel = 1 } = checkedOptions('Dataset.map', options)
    const calls = parallel === 'auto' ? 2 * availableParallelism() : parallel
    checkCount('map', calls, 1, 'parallel')
    return this.#next(this.size, (source) => mapped(source.open(), fn, calls))
  }

  /** The elements for which a function, which may be asynchronous, gives true; the others are disposed. */
  filter(test: (element: T, index: number) => boolean | Promise<boolean>): Dataset<T> {
    return this.#next(undefined, (source) => filtered(source.open(), test))
  }

  /**
   * Has up to `count` elements made before they are asked for, while whoever reads is busy: after `batch`, so many
   * batches. Data in memory is left as it is.
   */
  prefetch(count = 2): Dataset<T> {
    checkCount('prefetch', count, 1)
    return this.#next(this.size, (source) => prefetched(source.open(), count))
  }

  /**
   * Keeps the elements once they have been read to the end; what came before is not called again.
   *
   * @param file where to keep them; it is read in later runs, too, so remove it when the data changes. Default: in
   *   memory, until `dispose`
   * @throws KeratinError while reading: FILE_UNREADABLE, FILE_UNWRITABLE; ARGUMENT for what a file cannot hold
   */
  cache(file?: string): Dataset<T> {
    if (file !== undefined) {
      const kept = new DiskCache<T>(file)
      return this.#next(this.size, (source) => kept.open(() => source.open()))
    }
    const kept = new MemoryCache<T>()
    const free = this.#free
    const source = this.#source
    return new Dataset<T>({ size: this.size, open: () => kept.open(() => source.open()) }, () => {
      kept.dispose()
      free()
    })
  }

  /** The elements again from the beginning, `count` times in all; without a count for ever. */
  repeat(count = Number.POSITIVE_INFINITY): Dataset<T> {
    if (count !== Number.POSITIVE_INFINITY) checkCount('repeat', count, 0)
    const size = this.size === undefined || this.size === 0 ? this.size : this.size * count
    return this.#next(size, (source) => repeated(() => source.open(), count))
  }

  /** These elements, then those of another data set. */
  concatenate(other: Dataset<T>): Dataset<T> {
    const size = this.size === undefined || other.size === undefined ? undefined : this.size + other.size
    const free = this.#free
    const source = this.#source
    return new Dataset<T>({ size, open: () => inTurn([() => source.open(), () => other.open()]) }, () => {
      free()
      other.dispose()
    })
  }

  /** All but the first `count` elements. */
  skip(count: number): Dataset<T> {
    checkCount('skip', count, 0)
    const size = this.size === undefined ? undefined : Math.max(0, this.size - count)
    return this.#next(size, (source) => skipped(source.open(), count))
  }

  /** The first `count` elements. */
  take(count: number): Dataset<T> {
    checkCount('take', count, 0)
    const size = this.size === undefined ? undefined : Math.min(this.size, count)
    const source = this.#source
    return new Dataset<T>(
      source.take?.(count) ?? { size, open: () => taken(source.open(), count) },
      this.#free,
    )
  }

  /**
   * Elements in random order, drawn from a buffer that holds the next `bufferSize` of them.
   *
   * @param bufferSize default all, which needs a data set of known size
   */
  shuffle(bufferSize = this.size, options: ShuffleOptions = {}): Dataset<T> {
    const { seed, reshuffleEachIteration = true } = checkedOptions('Dataset.shuffle', options)
    if (bufferSize === undefined || bufferSize === Number.POSITIVE_INFINITY) {
      throw argumentError('shuffle', 'given for data of unknown size', 'bufferSize', bufferSize)
    }
    checkCount('shuffle', bufferSize, 1)
    const source = this.#source
    const seeds = seed === undefined ? undefined : new RandomStream(seed)
    let fixed: number | undefined
    const random = () => {
      if (reshuffleEachIteration || fixed === undefined)
        fixed = (seeds ?? randomStream('shuffle')).nextInt32()
      return new RandomStream(fixed)
    }
    return new Dataset<T>(
      source.shuffle?.(bufferSize, random) ?? {
        size: this.size,
        open: () => shuffled(source.open(), bufferSize, random()),
      },
      this.#free,
    )
  }

  /**
   * Puts elements together: each number, array or tensor becomes a tensor with a batch axis in front.
   *
   * @param size elements in a batch
   * @param options dropRemainder leaves out a smaller last batch; default false
   * @throws KeratinError SHAPE while reading, when elements have different shapes
   */
  batch(size: number, options: { dropRemainder?: boolean } = {}): Dataset<Batched<T>> {
    const { dropRemainder = false } = checkedOptions('Dataset.batch', options)
    checkCount('batch', size, 1)
    const source = this.#source
    const batched = source.batch?.(size, dropRemainder) ?? {
      size: this.size === undefined ? undefined : Math[dropRemainder ? 'floor' : 'ceil'](this.size / size),
      open: () => batchesOf(source.open(), size, dropRemainder),
    }
    return new Dataset(batched as ElementSource<Batched<T>>, this.#free)
  }

  /** Opens the data; without promises where none are needed. */
  open(): Iterable<T> | AsyncIterable<T> {
    return this.#source.open()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    yield* this.open()
  }

  /** Frees what `fromTensors` made of arrays; tensors that were given stay. The data set is of no use afterwards. */
  dispose(): void {
    this.#free()
  }

  #next<U>(
    size: number | undefined,
    open: (source: ElementSource<T>) => Iterable<U> | AsyncIterable<U>,
  ): Dataset<U> {
    const source = this.#source
    return new Dataset<U>({ size, open: () => open(source) }, this.#free)
  }

  /** All elements. */
  async toArray(): Promise<T[]> {
    const elements: T[] = []
    try {
      for await (const element of this) elements.push(element)
    } catch (error) {
      disposeTree(elements as Tree<unknown>)
      throw error
    }
    return elements
  }
}

function components(data: Structure<Structure<TensorLike>>, made: tf.Tensor[]): Tree<tf.Tensor> {
  const isTuple = Array.isArray(data) && typeof data[0] !== 'number' && typeof data[0] !== 'boolean'
  if (isTuple) return (data as Structure<TensorLike>[]).map((item, i) => toTensors(item, `[${i}]`, made))
  if (!isRecord(data)) return toTensors(data as TensorLike, 'the data', made)
  const entries = Object.entries(data as Record<string, Structure<TensorLike>>)
  return Object.fromEntries(entries.map(([name, item]) => [name, toTensors(item, name, made)]))
}

function checkCount(method: string, count: number, least: number, name = 'count'): void {
  if (Number.isInteger(count) && count >= least) return
  throw argumentError(`Dataset.${method}`, `an integer of at least ${least}`, name, count)
}
