/**
 * Milliseconds for which what was measured counts at first; twice as long each time that it is found again, up to these
 * for all threads and for fewer: that the cores are free again does not show by itself.
 */
const HOLDS = 500
const HOLDS_MOST = 8000
const FEWER_HOLD_MOST = 1500
/** Milliseconds after which what got slow may be measured again. */
const RESTS = 250
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
const CLEARLY = 0.92
/** Long steps that have waited less than this share for others are not tried on fewer threads. */
const WAITED = 0.15
/**
 * Milliseconds for which a way is measured at least: several turns of processes on a core. What counts is the time of all
 * steps then, as a thread that loses its core now and then does not show in the fastest.
 */
const WINDOW = 30
/** So many steps, and milliseconds, that took so much longer on average than what was measured are a reason to measure anew. */
const SLOW_STEPS = 5
const SLOW_WINDOW = 50
const SLOWER = 1.3

/** Steps that ran on so many threads since these were last taken, and milliseconds. */
interface Way {
  steps: number
  took: number
  waited: number
}

const time = ({ steps, took }: Way) => (steps > 0 ? took / steps : Number.POSITIVE_INFINITY)

/** Whether enough steps were measured. */
const isTold = (way: Way) => way.took >= WINDOW && way.steps >= (time(way) > LONG ? 2 : 3)

/**
 * On how many threads a step runs fastest, measured: with all, unless others keep the cores busy. A thread that has lost
 * its core keeps all others waiting, and where the calling thread has to give way to its own helpers all is slower; then
 * fewer are faster, for a while. What is held counts with all steps of that while: how often one loses its core shows in
 * half a second, and not in a moment.
 */
export class Pace {
  readonly #measured: Way[]
  /** The way that is measured or held. */
  #way = 0
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
    const way = this.#measured[this.#way]!
    way.steps++
    way.took += took
    way.waited += waited
    if (!(this.#measuring ? isTold(way) : this.#isOver(took, now))) return
    const next = this.#next()
    this.#measuring = next >= 0
    if (this.#measuring) this.#way = next
    else this.#hold(now)
  }

  /** Whether what is held is to be compared again: as it has been held for long enough, or has got slow. */
  #isOver(took: number, now: number): boolean {
    const isSlow = this.#gotSlow(took) && now >= this.#until - this.#holds + RESTS
    const { steps } = this.#measured[this.#way]!
    const isLong = steps >= (this.#way === 0 ? HOLDS_STEPS : FEWER_HOLD_STEPS)
    if (!isSlow && !(isLong && now >= this.#until)) return false
    // what got slow in the middle says nothing of the time to come
    if (isSlow) this.#held = -1
    this.#measured.forEach((_, way) => {
      if (isSlow || way !== this.#way) this.#forget(way)
    })
    return true
  }

  #forget(way: number): void {
    this.#measured[way] = { steps: 0, took: 0, waited: 0 }
  }

  /** The way to be measured next, or -1: the rest cannot be faster. */
  #next(): number {
    const next = this.#measured.findIndex(({ steps }) => steps === 0)
    if (next < 1) return next
    const all = this.#measured[0]!
    // alone, the calling thread would at least have to do what it has done, which took it nearly as long
    if (time(all) > LONG && all.waited <= WAITED * all.took) return -1
    // fewer still would take longer yet
    const isWorse = next > 1 && CLEARLY * time(this.#measured[next - 1]!) > time(this.#measured[next - 2]!)
    return isWorse ? -1 : next
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

  #hold(now: number): void {
    const times = this.#measured.map(time)
    let best = 0
    times.forEach((time, way) => {
      if (time < CLEARLY * times[best]!) best = way
    })
    const most = best === 0 ? HOLDS_MOST : FEWER_HOLD_MOST
    this.#holds = best === this.#held ? Math.min(2 * this.#holds, most) : HOLDS
    this.#held = best
    this.#usual = times[best]!
    this.#latest = { steps: 0, took: 0 }
    this.#way = best
    this.#forget(best)
    this.#until = now + this.#holds
  }
}

/** All threads, half of them and so on, down to one. */
export function waysFor(threads: number): number[] {
  const ways: number[] = []
  for (let n = threads; n > 1; n = Math.floor(n / 2)) ways.push(n)
  return [...ways, 1]
}
