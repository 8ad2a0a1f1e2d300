import { type Call, pointersIn, type Recording, type Slot } from '../recording.js'

/** Working memory that JavaScript fills with a table for one kernel to read is a constant. */
export function keepTables(recording: Recording): Recording {
  const touches = touchesOf(recording.calls)
  const slots = [...recording.slots]
  const dropped = new Set<Call>()
  recording.slots.forEach((slot, i) => {
    const [first, ...others] = touches.get(i) ?? []
    const table = first && tableIn(first, slot)
    if (!table || others.some(({ kind }) => kind !== 'kernel')) return
    slots[i] = { kind: 'constant', bytes: slot.bytes, values: table }
    dropped.add(first)
  })
  return { ...recording, slots, calls: recording.calls.filter((call) => !dropped.has(call)) }
}

/** The bytes, if they are all that lies in the slot. */
function tableIn({ kind, args }: Call, slot: Slot): Uint8Array | undefined {
  if (kind !== 'put' || slot.kind !== 'room') return undefined
  const [pointer, bytes] = args
  const offset = pointersIn(pointer!)[0]?.offset
  return bytes instanceof Uint8Array && offset === 0 && bytes.length === slot.bytes ? bytes : undefined
}

function touchesOf(calls: readonly Call[]): Map<number, Call[]> {
  const touches = new Map<number, Call[]>()
  for (const call of calls) {
    for (const { slot } of call.args.flatMap((arg) => [...pointersIn(arg)])) {
      const known = touches.get(slot)
      if (!known) touches.set(slot, [call])
      else if (known.at(-1) !== call) known.push(call)
    }
  }
  return touches
}
