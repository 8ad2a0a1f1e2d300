import { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'
import { randomStream } from '../support/random.js'
import type { Batch, BatchesOptions, BatchSource } from './batches.js'
import { Rows } from './rows.js'
import { countRows, type Structure, toTensors } from './structure.js'
import type { TensorLike } from './tensors.js'

/** Data in memory, as `fit`, `evaluate` and `predict` take it. */
export type ArrayData = {
  x: Structure<TensorLike>
  y?: Structure<TensorLike>
  sampleWeight?: Structure<TensorLike>
}

/** The same as tensors. */
export type TensorData = {
  x: Structure<tf.Tensor>
  y?: Structure<tf.Tensor>
  sampleWeight?: Structure<tf.Tensor>
}

export interface ToRowsOptions {
  /** The number of inputs of the model: tells several inputs given as plain arrays from one. Default 1. */
  inputs?: number
  /** The number of outputs. Default 1. */
  outputs?: number
}

/**
 * Makes rows of data in memory: converts arrays to tensors and compares the numbers of samples.
 *
 * @throws KeratinError SHAPE naming each part with its shape when the numbers of samples differ
 */
export function toRows(data: ArrayData, options: ToRowsOptions = {}): Rows<TensorData> {
  const { inputs = 1, outputs = 1 } = checkedOptions('toRows', options)
  const { x, y, sampleWeight } = data
  const made: tf.Tensor[] = []
  const tensors = tf.tidy(() => {
    const all: TensorData = { x: toTensors(x, 'x', made, inputs) }
    if (y !== undefined) all.y = toTensors(y, 'y', made, outputs)
    if (sampleWeight !== undefined) all.sampleWeight = toTensors(sampleWeight, 'sampleWeight', made, outputs)
    countRows(all)
    return all as tf.TensorContainerObject
  }) as TensorData
  return new Rows(tensors, made)
}

/** Batches of rows in memory: slices in order, or rows gathered in a shuffled order; the last may be smaller. */
export class TensorBatches implements BatchSource {
  /**
   * @param rows from `toRows`, or a side of their split
   * @param batchSize default 32
   */
  constructor(
    readonly rows: Rows<TensorData>,
    readonly batchSize = 32,
  ) {
    if (!(Number.isInteger(batchSize) && batchSize > 0)) {
      throw argumentError('batches', 'a positive integer', 'batchSize', batchSize)
    }
  }

  get size(): number {
    return this.rows.size
  }

  get steps(): number {
    return Math.ceil(this.size / this.batchSize)
  }

  *batches(options: BatchesOptions = {}): Generator<Batch, void> {
    const { shuffle = false, random = randomStream('shuffle') } = checkedOptions(
      'TensorBatches.batches',
      options,
    )
    const { rows, batchSize, size } = this
    const order = shuffle ? random.shuffle(Int32Array.from({ length: size }, (_, i) => i)) : undefined
    for (let start = 0; start < size; start += batchSize) {
      const end = Math.min(start + batchSize, size)
      const data = order ? rows.gather(order.subarray(start, end)) : rows.lend(start, end)
      yield { ...data, size: end - start }
    }
  }

  dispose(): void {
    this.rows.dispose()
  }
}
