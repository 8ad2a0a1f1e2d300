import type { Lifetime } from './layout.js'
import { pointersIn, type Recording } from './recording.js'

/** From which call to which each slot is needed; undefined for those that none touches. */
export function lifetimesOf({
  slots,
  calls,
  prepared,
  results,
  assigned,
}: Recording): (Lifetime | undefined)[] {
  const first = new Array<number | undefined>(slots.length).fill(undefined)
  const last = new Array<number>(slots.length).fill(-1)
  const touch = (slot: number, at: number) => {
    first[slot] ??= at
    last[slot] = at
  }
  calls.forEach(({ args }, at) => {
    for (const arg of args) for (const { slot } of pointersIn(arg)) touch(slot, at)
  })
  for (const { slot } of [...results, ...assigned]) touch(slot, calls.length)
  for (const { args } of prepared.flatMap((of) => of.calls)) {
    for (const { slot } of args.flatMap((arg) => [...pointersIn(arg)])) {
      // before all others, which may use the place again
      if (first[slot] === undefined) touch(slot, -1)
    }
  }
  return slots.map(({ kind, bytes }, slot) => {
    if (first[slot] === undefined) return undefined
    // what a step is given lies there from the beginning
    return { bytes, first: kind === 'feed' ? -1 : first[slot], last: last[slot]! }
  })
}
