import type { Stage } from '../../../models/recipe.js'
import { Callback } from '../../training/index.js'

/** Enough to tell: steps, and seconds. */
const enough = { steps: 4, seconds: 2 }

/** Trains for some steps, and tells the seconds that one takes; the first, in which much is made, is left out. */
export async function measurePace(
  { model, train }: Pick<Stage, 'model' | 'train'>,
  batchSize: number,
  signal: AbortSignal,
): Promise<number> {
  const clock = new Clock()
  await model.fit(train.x, train.y, {
    // an epoch has one step at least
    epochs: enough.steps + 1,
    verbose: 0,
    signal,
    callbacks: [clock],
    ...(train.y && { batchSize }),
  })
  signal.throwIfAborted()
  return clock.pace
}

/** Times steps from end to end, so that waiting for data is a part of them. */
class Clock extends Callback {
  #last: number | undefined
  #timed = 0
  #seconds = 0

  override get usesBatchLogs(): boolean {
    return false
  }

  override onTrainBatchEnd(): void {
    const now = performance.now()
    if (this.#last !== undefined) {
      this.#seconds += (now - this.#last) / 1000
      this.#timed++
    }
    this.#last = now
    if (this.#timed >= enough.steps && this.#seconds >= enough.seconds) this.model.stopTraining = true
  }

  get pace(): number {
    return this.#seconds / Math.max(1, this.#timed)
  }
}
