/** Milliseconds for which what was measured counts. */
const HOLDS = 500
/** Steps that it counts for at least: measuring the slower ways may not take long. */
const HOLDS_STEPS = 50
/** Steps longer than this, in milliseconds, are measured less often. */
const LONG = 50
/** Fewer threads must be so much faster to be taken: what others do for a moment is no reason. */
const CLEARLY = 0.85

/**
 * On how many threads a step runs fastest, measured: with all, unless others keep the cores busy. A thread that has lost
 * its core keeps all others waiting; then fewer are faster, for a while.
 */
export class Pace {
  readonly #times: number[][]
  /** The way that is measured or held, and how often still. */
  #way = 0
  #left: number
  #until = 0
  #measuring = true

  /** @param ways numbers of threads, the one to be preferred first */
  constructor(readonly ways: readonly number[]) {
    this.#times = ways.map(() => [])
    this.#left = 3
  }

  /** How many threads the next step is to run on. */
  get threads(): number {
    return this.ways[this.#way]!
  }

  /**
   * Takes the time that a step has taken.
   *
   * @param took, now milliseconds
   */
  took(took: number, now: number): void {
    if (this.ways.length === 1) return
    const times = this.#times[this.#way]!
    times.push(took)
    if (times.length > 9) times.shift()
    this.#left--
    if (this.#left > 0 || (!this.#measuring && now < this.#until)) return
    if (this.#measuring && this.#way + 1 < this.ways.length) {
      this.#measure(this.#way + 1, took)
    } else if (this.#measuring) this.#hold(now)
    else {
      for (const old of this.#times) old.length = 0
      this.#measure(0, took)
    }
  }

  #measure(way: number, took: number): void {
    this.#measuring = true
    this.#way = way
    this.#left = took > LONG ? 2 : 3
  }

  #hold(now: number): void {
    const least = this.#times.map((times) => Math.min(...times))
    let best = 0
    least.forEach((time, way) => {
      if (time < CLEARLY * least[best]!) best = way
    })
    this.#measuring = false
    this.#way = best
    this.#left = HOLDS_STEPS
    this.#until = now + HOLDS
  }
}

/** All threads, half of them and so on, down to one. */
export function waysFor(threads: number): number[] {
  const ways: number[] = []
  for (let n = threads; n > 1; n = Math.floor(n / 2)) ways.push(n)
  return [...ways, 1]
}
