import { type BatchSource, disposeBatch } from '../../data/index.js'
import { KeratinError } from '../../support/errors.js'
import { type RandomState, randomState, setRandomState } from '../../support/random.js'
import type { Position } from '../backup/run-state.js'
import { type OpenBatches, openBatches } from './open-batches.js'
import type { BatchIterator } from './run-epoch.js'

/** The training data of a run, and how far the run has come in it. */
export class TrainingData {
  #batches: OpenBatches | undefined
  #passes = 0
  #taken = 0
  #openedAt: RandomState | undefined

  constructor(
    readonly source: BatchSource,
    readonly shuffle: boolean,
  ) {}

  get isOpen(): boolean {
    return this.#batches !== undefined
  }

  /** The batches, from the beginning if they are not open. */
  get iterator(): BatchIterator {
    if (!this.#batches) {
      this.#openedAt = randomState()
      this.#batches = openBatches(this.source, this.shuffle)
    }
    return this.#batches.iterator
  }

  /** Counts a batch that was taken. */
  took(): void {
    this.#taken++
  }

  get position(): Position {
    return { passes: this.#passes, batches: this.#taken, openedAt: this.#openedAt }
  }

  async close(): Promise<void> {
    if (!this.#batches) return
    await this.#batches.close()
    this.#batches = undefined
    this.#openedAt = undefined
    this.#taken = 0
    this.#passes++
  }

  /**
   * Goes to where an earlier run was. Data that draws its orders itself draws one each time it is opened, so it is
   * opened as often as then.
   *
   * @param look is shown the first batch that is met
   */
  async goTo(
    { passes, batches, openedAt }: Position,
    look: (batch: Awaited<ReturnType<typeof nextOf>> & object) => void,
  ): Promise<void> {
    let first = true
    const skip = async (): Promise<void> => {
      const batch = await nextOf(this.iterator)
      if (!batch) throw shorter()
      try {
        if (first) look(batch)
        first = false
      } finally {
        disposeBatch(batch)
      }
    }
    for (let pass = 0; pass < passes; pass++) {
      await skip()
      await this.close()
    }
    if (openedAt === undefined) return
    setRandomState(openedAt)
    for (let batch = 0; batch < batches; batch++) {
      await skip()
      this.took()
    }
    // it was opened there, whatever has been drawn since
    void this.iterator
  }
}

async function nextOf(iterator: BatchIterator) {
  const { value, done } = await iterator.next()
  return done ? undefined : value
}

const shorter = () =>
  new KeratinError('DATA', 'The data ends before the place where training was interrupted.', {
    hint: 'Go on with the same data, or begin anew.',
  })
