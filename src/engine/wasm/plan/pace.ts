/**
 * Milliseconds for which what was measured counts at first; twice as long each time that it is found again, up to these
 * for all threads and for fewer: that the cores are free again does not show by itself.
 */
const HOLDS = 500
const HOLDS_MOST = 8000
const FEWER_HOLD_MOST = 2000
/**
 * Steps that it counts for at least: measuring the slower ways may not take long. That all threads are measured again
 * where fewer are held costs little, and long steps would be slow for minutes.
 */
const HOLDS_STEPS = 50
const FEWER_HOLD_STEPS = 8
/** The first runs of a plan touch its memory for the first time, which says nothing of threads. */
const FIRST_RUNS = 1
/** Steps longer than this, in milliseconds, are measured less often. */
const LONG = 50
/** Fewer threads must be so much faster to be taken: what others do for a moment is no reason. */
const CLEARLY = 0.85
/**
 * Milliseconds for which a way is measured at least: longer than the turn of another process on a core. What counts is the
 * time of all steps then, as a thread that loses its core now and then does not show in the fastest.
 */
const WINDOW = 12
/** So many steps, and milliseconds, that took so much longer on average than what was measured are a reason to measure anew. */
const SLOW_STEPS = 5
const SLOW_WINDOW = 30
const SLOWER = 1.5

/**
 * On how many threads a step runs fastest, measured: with all, unless others keep the cores busy. A thread that has lost
 * its core keeps all others waiting; then fewer are faster, for a while.
 */
export class Pace {
  readonly #measured: { steps: number; took: number; waited: number }[]
  /** The way that is measured or held, and how often still. */
  #way = 0
  #left: number
  #until = 0
  #measuring = true
  /** The way that was held last, for how long, and the time that it took when it was measured. */
  #held = -1
  #holds = HOLDS
  #usual = Number.POSITIVE_INFINITY
  #first = FIRST_RUNS
  /** What the latest steps have taken together. */
  #latest = { steps: 0, took: 0 }

  /** @param ways numbers of threads, the one to be preferred first */
  constructor(readonly ways: readonly number[]) {
    this.#measured = ways.map(() => ({ steps: 0, took: 0, waited: 0 }))
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
   * @param waited how many of them the calling thread has waited for others
   */
  took(took: number, now: number, waited = took): void {
    if (this.ways.length === 1 || this.#first-- > 0) return
    this.#left--
    if (!this.#measuring) {
      const isSlow = this.#gotSlow(took) && now >= this.#until - this.#holds + HOLDS
      if (!isSlow && (this.#left > 0 || now < this.#until)) return
      if (isSlow) this.#held = -1
      for (const way of this.#measured) Object.assign(way, { steps: 0, took: 0, waited: 0 })
      this.#measure(0, took)
      return
    }
    const measured = this.#measured[this.#way]!
    measured.steps++
    measured.took += took
    measured.waited += waited
    if (this.#left > 0 || measured.took < WINDOW) return
    // alone, the calling thread would at least have to do what it has done, which took it nearly as long
    const all = this.#measured[0]!
    const isEnough = all.waited <= (1 - CLEARLY) * all.took
    if (this.#way + 1 < this.ways.length && !isEnough) this.#measure(this.#way + 1, took)
    else this.#hold(now)
  }

  /** Whether the latest steps took longer than usual; told once for some steps. */
  #gotSlow(took: number): boolean {
    const latest = this.#latest
    latest.steps++
    latest.took += took
    if (latest.steps < SLOW_STEPS || latest.took < SLOW_WINDOW) return false
    this.#latest = { steps: 0, took: 0 }
    return latest.took > SLOWER * this.#usual * latest.steps
  }

  #measure(way: number, took: number): void {
    this.#measuring = true
    this.#way = way
    this.#left = took > LONG ? 2 : 3
  }

  #hold(now: number): void {
    const times = this.#measured.map(({ steps, took }) =>
      steps > 0 ? took / steps : Number.POSITIVE_INFINITY,
    )
    let best = 0
    times.forEach((time, way) => {
      if (time < CLEARLY * times[best]!) best = way
    })
    const most = best === 0 ? HOLDS_MOST : FEWER_HOLD_MOST
    this.#holds = best === this.#held ? Math.min(2 * this.#holds, most) : HOLDS
    this.#held = best
    this.#usual = times[best]!
    this.#latest = { steps: 0, took: 0 }
    this.#measuring = false
    this.#way = best
    this.#left = best === 0 ? HOLDS_STEPS : FEWER_HOLD_STEPS
    this.#until = now + this.#holds
  }
}

/** All threads, half of them and so on, down to one. */
export function waysFor(threads: number): number[] {
  const ways: number[] = []
  for (let n = threads; n > 1; n = Math.floor(n / 2)) ways.push(n)
  return [...ways, 1]
}
