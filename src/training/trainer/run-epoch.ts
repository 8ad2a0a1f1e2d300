import { type Batch, disposeBatch } from '../../data/index.js'
import type { Breather } from './breather.js'

export type BatchIterator = Iterator<Batch> | AsyncIterator<Batch>

type Done = void | Promise<void>

export interface EpochActions {
  /** Before a step. */
  begin: (step: number) => Done
  /** The step itself. */
  run: (batch: Batch, step: number) => void
  /** After a step. */
  end: (step: number) => Done
  /** Whether the epoch ends here. */
  stop: () => boolean
}

/**
 * Runs steps, counted on from `from`, until the data or `limit` ends. Nothing is waited for that is not asynchronous, except that the event
 * loop has its turn now and then.
 *
 * @returns the number of steps, those before `from` included, and whether the data ended
 */
export async function runEpoch(
  iterator: BatchIterator,
  { from = 0, limit }: { from?: number; limit: number | undefined },
  { begin, run, end, stop }: EpochActions,
  breather: Breather,
): Promise<{ steps: number; ended: boolean }> {
  let steps = from
  while (limit === undefined || steps < limit) {
    const next = iterator.next()
    const { value: batch, done } = next instanceof Promise ? await next : next
    if (done) return { steps, ended: true }
    try {
      const begun = begin(steps)
      if (begun) await begun
      run(batch, steps)
    } finally {
      disposeBatch(batch)
    }
    const finished = end(steps++)
    if (finished) await finished
    const pause = breather.pause()
    if (pause) await pause
    if (stop()) break
  }
  return { steps, ended: false }
}
