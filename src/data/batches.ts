import type { tf } from '../engine/index.js'
import type { RandomStream } from '../support/random.js'
import { disposeTree, type Structure, type Tree } from './structure.js'

/** The samples of one step. Whoever takes a batch disposes it. */
export interface Batch {
  x: Structure<tf.Tensor>
  y?: Structure<tf.Tensor>
  sampleWeight?: Structure<tf.Tensor>
  /** The number of samples. */
  size: number
}

export interface BatchesOptions {
  /** Whether samples come in a new order; data that decides its own order ignores it. Default false. */
  shuffle?: boolean
  /** Where the order is drawn from. Default the stream `shuffle`. */
  random?: RandomStream
}

/** What training, evaluation and prediction consume. */
export interface BatchSource {
  /** The number of samples, if it is known. */
  readonly size: number | undefined
  /** The number of batches, if it is known. */
  readonly steps: number | undefined
  /** Whether it can be gone through only once, as generators can. Default false. */
  readonly once?: boolean
  /** Opens it from the beginning; data in memory needs no promises. */
  batches(options?: BatchesOptions): Iterable<Batch> | AsyncIterable<Batch>
  /** Frees what was made of the data given; tensors that were given stay. */
  dispose(): void
}

/** Disposes the tensors of a batch. */
export function disposeBatch({ x, y, sampleWeight }: Batch): void {
  disposeTree({ x, y, sampleWeight } as Tree<unknown>)
}
