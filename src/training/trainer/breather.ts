import { setImmediate as turn } from 'node:timers/promises'

/** Lets timers, signals and I/O have their turn now and then in a loop that would otherwise block them. */
export class Breather {
  #last = performance.now()

  /** @param interval least time between two pauses, in milliseconds */
  constructor(readonly interval = 30) {}

  /** A promise to wait for, if it is time for a pause. */
  pause(): Promise<void> | undefined {
    if (performance.now() - this.#last < this.interval) return undefined
    return turn().then(() => {
      this.#last = performance.now()
    })
  }
}
