import type { Lifetime } from './layout.js'
import { pointersIn, type Recording } from './recording.js'

/** From which call to which each slot is needed; undefined for those that none touches. */
export function lifetimesOf({ slots, calls, results, assigned }: Recording): (Lifetime | undefined)[] {
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
  return slots.map(({ kind, bytes }, slot) => {
    if (first[slot] === undefined) return undefined
    // what a step is given lies there from the beginning
    return { bytes, first: kind === 'feed' ? -1 : first[slot], last: last[slot]! }
  })
}
