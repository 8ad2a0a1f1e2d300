import { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { RandomStream, randomStream } from '../support/random.js'
import { batchesOf, mapped, shuffled, taken } from './operations.js'
import { Rows } from './rows.js'
import { type ElementSource, RowSource } from './sources.js'
import { countRows, disposeTree, isRecord, type Structure, type Tree, toTensors } from './structure.js'
import type { TensorLike, TypedArray } from './tensors.js'

/** An element with a batch axis in front: numbers and arrays become tensors, lists and records stay. */
export type Batched<T> = T extends tf.Tensor | TypedArray | number | boolean
  ? tf.Tensor
  : T extends readonly unknown[] | Record<string, unknown>
    ? { [K in keyof T]: Batched<T[K]> }
    : never

export interface ShuffleOptions {
  /** Gives the same orders every time. Default: from the stream `shuffle`. */
  seed?: number
  /** Whether each iteration has an order of its own. Default true. */
  reshuffleEachIteration?: boolean
}

/**
 * Data that is made while it is read: a lazy sequence of elements that can be gone through any number of times, each
 * time from the beginning.
 *
 * For training an element is `[x, y]` or `[x, y, sampleWeight]`, or `{ x, y, sampleWeight }`, in batches. Tensors
 * belong to whoever receives the element; what `map`, `shuffle`, `take` and `batch` receive they dispose themselves.
 *
 * @example
 * const data = Dataset.fromTensors([x, y]).shuffle().batch(64)
 * for await (const [x, y] of data) tf.dispose([x, y])
 * @see https://www.tensorflow.org/api_docs/python/tf/data/Dataset
 */
export class Dataset<T> implements AsyncIterable<T> {
  readonly #source: ElementSource<T>
  readonly #free: () => void

  private constructor(source: ElementSource<T>, free: () => void) {
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

  /** The number of elements, if it is known. */
  get size(): number | undefined {
    return this.#source.size
  }

  /**
   * Applies a function, which may be asynchronous, to each element. Tensors of the element that are not in the
   * result are disposed; those that the function makes on the way are its own to tidy.
   */
  map<U>(fn: (element: T, index: number) => U | Promise<U>): Dataset<U> {
    const source = this.#source
    return new Dataset<U>({ size: this.size, open: () => mapped(source.open(), fn) }, this.#free)
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
  shuffle(bufferSize = this.size, { seed, reshuffleEachIteration = true }: ShuffleOptions = {}): Dataset<T> {
    if (bufferSize === undefined) {
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
  batch(size: number, { dropRemainder = false }: { dropRemainder?: boolean } = {}): Dataset<Batched<T>> {
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

function checkCount(method: string, count: number, least: number): void {
  if (Number.isInteger(count) && count >= least) return
  throw argumentError(`Dataset.${method}`, `an integer of at least ${least}`, 'count', count)
}
