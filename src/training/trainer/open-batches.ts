import type { Batch, BatchSource } from '../../data/index.js'

export interface OpenBatches {
  readonly iterator: Iterator<Batch> | AsyncIterator<Batch>
  /** Ends the iteration, wherever it is. */
  close(): Promise<void>
}

/** Begins to take batches from a source. */
export function openBatches(source: BatchSource, shuffle: boolean): OpenBatches {
  const batches = source.batches({ shuffle })
  const iterator =
    Symbol.asyncIterator in batches ? batches[Symbol.asyncIterator]() : batches[Symbol.iterator]()
  return {
    iterator,
    async close() {
      await iterator.return?.()
    },
  }
}
