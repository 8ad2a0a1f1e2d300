import {
  type Batch,
  type BatchSource,
  Dataset,
  DatasetBatches,
  disposeBatch,
  type Structure,
  TensorBatches,
  type TensorLike,
  toRows,
} from '../../data/index.js'
import { KeratinError } from '../../support/errors.js'
import type { TrainableModel } from '../trainable.js'
import type { ClassWeights } from './class-weight.js'
import type { Session } from './session.js'

/** Data in memory: tensors, typed arrays, nested arrays; several in a list or by name. */
export type DataLike = Structure<TensorLike>

/** Data that comes in batches: a Dataset, or a generator, asynchronous or not, that gives what a Dataset would. */
export type BatchStream = Dataset<unknown> | AsyncIterable<unknown> | IterableIterator<unknown>

/** Data as methods of a model take it: in memory, or a stream of batches as `x` alone. */
export interface FeedData {
  readonly x: DataLike | BatchStream
  readonly y?: DataLike | null | undefined
  readonly sampleWeight?: DataLike | null | undefined
}

type Names = Pick<TrainableModel, 'inputNames' | 'outputNames'>

/** Whether data comes in batches of its own. */
export const isStream = (data: unknown): data is BatchStream =>
  data !== null &&
  typeof data === 'object' &&
  (Symbol.asyncIterator in data || (Symbol.iterator in data && 'next' in data))

/** Opens data. `dispose` of the result frees what was made here; a stream that was given stays the caller's. */
export function makeSource(data: FeedData, model: Names, batchSize?: number): BatchSource {
  if (!isStream(data.x)) return new TensorBatches(rowsOf(data, model), batchSize)
  checkAlone(data, batchSize)
  return sourceOf(data.x)
}

function sourceOf(stream: BatchStream): BatchSource {
  if (stream instanceof Dataset) return new DatasetBatches(stream)
  return new DatasetBatches(
    Dataset.from(() => stream),
    'next' in stream,
  )
}

/** Data for training and, from its end, a part for validation. */
export function makeSplitSources(
  data: FeedData,
  fraction: number,
  model: Names,
  batchSize: number | undefined,
  validationBatchSize: number | undefined,
): [train: BatchSource, validation: BatchSource] {
  if (isStream(data.x)) {
    throw new KeratinError('ARGUMENT', 'fit: validationSplit needs data in memory.', {
      hint: 'Split the data before, and give validationData.',
    })
  }
  const rows = rowsOf(data, model)
  try {
    const [first, last] = rows.split(fraction)
    return [new TensorBatches(first, batchSize), new TensorBatches(last, validationBatchSize)]
  } catch (error) {
    rows.dispose()
    throw error
  }
}

/** All data as one batch, together with what frees it. */
export function makeBatch(data: FeedData, model: Names): { batch: Batch; dispose: () => void } {
  const rows = rowsOf(data, model)
  return { batch: { ...rows.tree, size: rows.size }, dispose: () => rows.dispose() }
}

/** Checks data in memory against the model before anything is trained. */
export function checkSource(source: BatchSource, session: Session, classWeights?: ClassWeights): void {
  if (!(source instanceof TensorBatches)) return
  for (const batch of source.batches()) {
    try {
      session.check(batch, classWeights)
    } finally {
      disposeBatch(batch)
    }
    return
  }
}

function rowsOf({ x, y, sampleWeight }: FeedData, { inputNames, outputNames }: Names) {
  if (x === undefined || x === null) throw new KeratinError('ARGUMENT', 'There is no data: x is missing.')
  const counts = { inputs: inputNames.length, outputs: outputNames.length }
  return toRows({ x: x as DataLike, y: y ?? undefined, sampleWeight: sampleWeight ?? undefined }, counts)
}

function checkAlone({ y, sampleWeight }: FeedData, batchSize: number | undefined): void {
  const given = Object.entries({ y, sampleWeight, batchSize }).find(([, v]) => v !== undefined && v !== null)
  if (!given) return
  throw new KeratinError('ARGUMENT', `${given[0]} cannot be given beside data that comes in batches.`, {
    hint: 'Its batches hold inputs, targets and sample weights.',
  })
}
