import { type Argument, pointersIn, type Recording } from '../recording.js'

/** Kernels that read each element before they write it: results may take the place of what they are computed from. */
const elementwise = new Set(['adagrad', 'adam', 'rmsprop', 'sgd', 'sgdMomentum'])

/**
 * Lets optimizers write new values of variables over the old ones, where nobody reads these afterwards: not even a look
 * that may end the step, which leaves variables as they were.
 */
export function updateInPlace(recording: Recording): Recording {
  const { calls, slots, results } = recording
  const first = new Map<number, number>()
  const last = new Map<number, number>()
  calls.forEach(({ args }, at) => {
    for (const arg of args) {
      for (const { slot } of pointersIn(arg)) {
        if (!first.has(slot)) first.set(slot, at)
        last.set(slot, at)
      }
    }
  })
  const lastLook = calls.findLastIndex(({ kind }) => kind === 'inspect')
  const wanted = new Map<number, number>()
  for (const { slot } of [...results, ...recording.assigned]) wanted.set(slot, (wanted.get(slot) ?? 0) + 1)
  const homes = new Map(slots.flatMap((slot, i) => (slot.kind === 'variable' ? [[slot.variable, i]] : [])))
  const moved = new Map<number, number>()
  const assigned = recording.assigned.filter(({ variable, slot }) => {
    const home = homes.get(variable)
    const maker = first.get(slot)
    if (home === undefined || maker === undefined || slots[slot]!.kind !== 'room') return true
    if (maker <= lastLook || wanted.get(slot)! > 1 || wanted.has(home)) return true
    if (!elementwise.has(calls[maker]!.name) || (last.get(home) ?? -1) > maker) return true
    moved.set(slot, home)
    return false
  })
  const place = (arg: Argument): Argument =>
    typeof arg === 'object' && 'slot' in arg && moved.has(arg.slot)
      ? { ...arg, slot: moved.get(arg.slot)! }
      : arg
  return {
    ...recording,
    calls: calls.map((call) => ({ ...call, args: call.args.map(place) })),
    assigned,
    updated: [...moved.values()].flatMap((home) => {
      const slot = slots[home]!
      return slot.kind === 'variable' ? [slot.variable] : []
    }),
  }
}
