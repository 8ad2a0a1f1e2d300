import { expect, it } from 'vitest'
import { Pace, waysFor } from '../../../src/engine/wasm/plan/pace.js'

/** Runs steps that take so many milliseconds on so many threads, and tells how many ran on each number. */
function run(pace: Pace, steps: number, time: (threads: number) => number, clock = { now: 0 }) {
  const counts = new Map<number, number>()
  for (let i = 0; i < steps; i++) {
    const { threads } = pace
    const took = time(threads)
    clock.now += took
    counts.set(threads, (counts.get(threads) ?? 0) + 1)
    pace.took(took, clock.now)
  }
  return counts
}

it('all threads are used where that is faster, or as fast', () => {
  for (const time of [(n: number) => 4 / n, () => 1]) {
    const counts = run(new Pace([2, 1]), 1000, time)
    expect(counts.get(2)! / 1000).toBeGreaterThan(0.9)
  }
})

it('fewer while they are faster, and all again when they are', () => {
  const pace = new Pace([2, 1])
  const clock = { now: 0 }
  const quiet = (n: number) => 20 / n
  const busy = (n: number) => (n === 2 ? 100 : 20)
  run(pace, 200, quiet, clock)
  expect(run(pace, 500, busy, clock).get(1)).toBeGreaterThan(400)
  expect(run(pace, 500, quiet, clock).get(2)).toBeGreaterThan(400)
})

it('fewer, too, where a thread loses its core now and then', () => {
  let step = 0
  const stopped = (n: number) => (n === 1 ? 1.8 : step++ % 6 === 5 ? 11 : 1)
  expect(run(new Pace([2, 1]), 3000, stopped).get(1)).toBeGreaterThan(2500)
  // also when that begins while all threads are held for long
  const pace = new Pace([2, 1])
  const clock = { now: 0 }
  run(pace, 30_000, (n) => (n === 1 ? 1.8 : 1), clock)
  expect(run(pace, 3000, stopped, clock).get(1)).toBeGreaterThan(2500)
  const rarely = (n: number) => (n === 1 ? 1.8 : step++ % 100 === 99 ? 11 : 1)
  expect(run(new Pace([2, 1]), 3000, rarely).get(2)).toBeGreaterThan(2000)
})

it('fewer, too, where all threads are fast for a moment and slower than one over half a second', () => {
  let inRow = 0
  const moment = (n: number) => {
    inRow = n === 2 ? inRow + 1 : 0
    return n === 1 ? 1.2 : inRow < 40 ? 1 : 1.6
  }
  expect(run(new Pace([2, 1]), 20_000, moment).get(1)).toBeGreaterThan(12_000)
})

it('of many threads, numbers that can only be slower are not tried', () => {
  const counts = run(new Pace(waysFor(16)), 20_000, (n) => 16 / n)
  expect(counts.get(16)).toBeGreaterThan(19_000)
  expect(counts.get(8)).toBeGreaterThan(0)
  expect([4, 2, 1].map((n) => counts.get(n) ?? 0)).toEqual([0, 0, 0])
  const busy = run(new Pace(waysFor(16)), 20_000, (n) => (n > 4 ? 20 : 16 / n))
  expect(busy.get(4)).toBeGreaterThan(15_000)
})

it('what the first run of a plan takes says nothing, and long steps are not held slow for long', () => {
  let step = 0
  const counts = run(new Pace([2, 1]), 100, (n) => (step++ === 0 ? 4000 : 1200 / n))
  expect(counts.get(1)).toBeLessThan(8)
  // what kept a core busy while it was measured is gone
  step = 0
  const begun = run(
    new Pace([2, 1]),
    100,
    (n) => (step++ < 5 ? 3000 : 1200) / n + (step < 5 && n > 1 ? 3000 : 0),
  )
  expect(begun.get(1)).toBeLessThan(20)
})

it('what is found again and again is measured less often, and at once where all gets slower', () => {
  const pace = new Pace([2, 1])
  const clock = { now: 0 }
  const quiet = (n: number) => 20 / n
  run(pace, 2000, quiet, clock)
  expect(run(pace, 2000, quiet, clock).get(1) ?? 0).toBeLessThan(20)
  expect(run(pace, 100, (n) => (n === 2 ? 100 : 20), clock).get(2)).toBeLessThan(12)
})

it('fewer are not tried where the calling thread has hardly waited for others', () => {
  const counts = (share: number) => {
    const pace = new Pace([2, 1])
    const threads: number[] = []
    for (let i = 0; i < 40; i++) {
      threads.push(pace.threads)
      pace.took(100 + i, 100 * (i + 1), share * (100 + i))
    }
    return threads.filter((n) => n === 1).length
  }
  expect(counts(0.1)).toBe(0)
  expect(counts(0.4)).toBeGreaterThan(0)
})

it('ways are halves, and one thread has no choice', () => {
  expect(waysFor(7)).toEqual([7, 3, 1])
  expect(waysFor(1)).toEqual([1])
  expect(run(new Pace([1]), 100, () => 3).get(1)).toBe(100)
})
