import { type Call, type Pointer, pointersIn, type Recording, type Slot } from '../recording.js'
import { preparing, roles } from './roles.js'

/** Bytes of prepared values that a plan keeps at most. */
export const MOST_BYTES = 2 ** 28

interface Touch {
  readonly call: number
  /** What the call does there; undefined where that is not known. */
  readonly role: string | undefined
}

/**
 * Takes out what depends on nothing but constants and weights that the step leaves as they are: transformed and packed
 * filters, say. It is computed when these change, and kept.
 */
export function keepPrepared(recording: Recording): Recording {
  const { slots, calls } = recording
  const changed = new Set([...recording.assigned.map(({ variable }) => variable), ...recording.updated])
  const stays = (slot: Slot) =>
    slot.kind === 'constant' || (slot.kind === 'variable' && !changed.has(slot.variable))
  const touches = touchesOf(calls)
  const candidates = new Set([...calls.keys()].filter((i) => isCandidate(calls[i]!)))
  const results = new Set([...recording.results, ...recording.assigned].map(({ slot }) => slot))
  let kept = new Set<number>()
  // what one of them writes others read: until nothing changes
  for (let before = -1; before !== candidates.size; ) {
    before = candidates.size
    kept = keptBy(candidates, slots, touches, results)
    for (const i of candidates) {
      const fits = (slot: number, role: string) =>
        role === 's' || (role === 'w' ? kept.has(slot) : kept.has(slot) || stays(slots[slot]!))
      if (!rolesIn(calls[i]!).every(({ pointer, role }) => fits(pointer.slot, role!))) candidates.delete(i)
    }
  }
  if (candidates.size === 0) return recording
  const groups = new Map<number, Call[]>()
  for (const i of candidates) {
    const { slot } = rolesIn(calls[i]!).find(({ role }) => role === 'w')!.pointer
    groups.set(slot, [...(groups.get(slot) ?? []), calls[i]!])
  }
  return {
    ...recording,
    slots: slots.map((slot, i) => (kept.has(i) ? { kind: 'kept', bytes: slot.bytes } : slot)),
    calls: calls.filter((_, i) => !candidates.has(i)),
    prepared: [...groups].map(([slot, own]) => ({ slot, calls: own })),
  }
}

/** The places that a call is given, with what it does there. */
export function rolesIn({ name, args }: Call): { pointer: Pointer; role: string | undefined }[] {
  return args.flatMap((arg, n) =>
    pointersIn(arg).map((pointer) => ({
      pointer,
      role: 'tensors' in (arg as object) ? undefined : roles[name]?.[n],
    })),
  )
}

function isCandidate(call: Call): boolean {
  if (call.kind !== 'kernel' || !preparing.has(call.name)) return false
  return call.args.every((arg) => typeof arg === 'number' || (typeof arg === 'object' && 'slot' in arg))
}

function touchesOf(calls: readonly Call[]): Map<number, Touch[]> {
  const touches = new Map<number, Touch[]>()
  calls.forEach((call, i) => {
    for (const { pointer, role } of rolesIn(call)) {
      const known = touches.get(pointer.slot)
      if (known) known.push({ call: i, role })
      else touches.set(pointer.slot, [{ call: i, role }])
    }
  })
  return touches
}

/** The slots that only candidates write, all of them before anyone reads there. */
function keptBy(
  candidates: ReadonlySet<number>,
  slots: readonly Slot[],
  touches: ReadonlyMap<number, readonly Touch[]>,
  results: ReadonlySet<number>,
): Set<number> {
  const kept = new Set<number>()
  let bytes = 0
  for (const [slot, all] of touches) {
    if (slots[slot]!.kind !== 'room' || results.has(slot)) continue
    const firstRead = all.findIndex(({ role }) => role === 'r')
    const isWritten = all.some(({ role }) => role === 'w')
    const fits = all.every(({ call, role }, n) =>
      role === 'w' ? candidates.has(call) && (firstRead < 0 || n < firstRead) : role === 'r',
    )
    if (!isWritten || !fits || bytes + slots[slot]!.bytes > MOST_BYTES) continue
    bytes += slots[slot]!.bytes
    kept.add(slot)
  }
  return kept
}
