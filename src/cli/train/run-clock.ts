/** How much there is to do. */
export interface RunSize {
  /** Epochs of the whole run. */
  epochs: number
  /** Samples of an epoch, and of its validation. */
  samples: number
  validation: number
  batchSize: number
}

/** What a sample of the validation costs, compared with one that is trained on, before it was measured. */
const validationShare = 1 / 3

/** Measures steps and epochs, and tells how long the rest will take. */
export class RunClock {
  readonly #options: RunSize
  /** Steps of an epoch. */
  readonly steps: number
  /** Steps that are done of this epoch. */
  seen = 0
  /** Seconds that the last complete epoch took. */
  epochSeconds = 0
  #began = performance.now()
  /** Steps that were timed, and the time of these; the first one, in which much is made, is left out. */
  #timed = 0
  #seconds = 0
  #last: number | undefined
  #complete = false

  constructor(options: RunSize) {
    this.#options = options
    this.steps = Math.max(1, Math.ceil(options.samples / options.batchSize))
  }

  beginEpoch(): void {
    this.#began = performance.now()
    this.#last = undefined
    this.seen = 0
  }

  step(index: number): void {
    const now = performance.now()
    if (this.#last !== undefined) {
      this.#seconds += (now - this.#last) / 1000
      this.#timed++
    }
    this.#last = now
    this.seen = index + 1
  }

  endEpoch(): void {
    this.epochSeconds = (performance.now() - this.#began) / 1000
    this.#complete = true
    this.seen = 0
  }

  /** Seconds that were measured. */
  get measured(): number {
    return this.#seconds
  }

  /** Seconds a step takes. */
  get pace(): number {
    if (this.#timed > 0) return this.#seconds / this.#timed
    return this.#complete ? this.epochSeconds / this.steps : 0
  }

  get samplesPerSecond(): number {
    const { samples } = this.#options
    return this.pace > 0 ? samples / this.steps / this.pace : 0
  }

  /** Seconds until the steps of this epoch are done. */
  get leftOfEpoch(): number {
    return this.pace * (this.steps - this.seen)
  }

  /**
   * Seconds until the run is done.
   *
   * @param done epochs that are complete
   */
  left(done: number): number {
    const { epochs, samples, validation } = this.#options
    const validating = this.pace * this.steps * (validation / Math.max(1, samples)) * validationShare
    const whole = this.#complete ? this.epochSeconds : this.pace * this.steps + validating
    return Math.max(0, epochs - done) * whole - this.pace * this.seen
  }
}
