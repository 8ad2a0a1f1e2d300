import { pointersIn, type Recording } from './recording.js'

/**
 * The feeds that a step can read wherever they lie: those that no part of it wants to find at the place where it was
 * bound, as the kernels of TensorFlow.js do, which know tensors by numbers.
 */
export function readInPlace({ slots, calls }: Recording): ReadonlySet<number> {
  const bound = new Set<number>()
  for (const { kind, args } of calls) {
    if (kind === 'kernel' || kind === 'inspect') continue
    for (const arg of args) for (const { slot } of pointersIn(arg)) bound.add(slot)
  }
  return new Set([...slots.keys()].filter((slot) => slots[slot]!.kind === 'feed' && !bound.has(slot)))
}
