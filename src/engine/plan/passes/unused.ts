import { type Call, pointersIn, type Recording } from '../recording.js'

/** Leaves out operators whose results nobody uses. */
export function dropUnused(recording: Recording): Recording {
  const { calls, operators, results, assigned } = recording
  const needed = new Set([...results, ...assigned].map(({ slot }) => slot))
  const byOperator = new Map<number, Call[]>()
  const makers = makersOf(calls)
  for (const call of calls) {
    const known = byOperator.get(call.operator)
    if (known) known.push(call)
    else byOperator.set(call.operator, [call])
  }
  const kept = new Set<number>()
  for (const operator of [...byOperator.keys()].sort((a, b) => b - a)) {
    const own = byOperator.get(operator)!
    // what looks at values is there for what it says, and calls of no operator are of nobody knows whom
    const speaks = operator < 0 || own.some(({ kind }) => kind === 'inspect')
    const touched = own.flatMap(slotsOf)
    const made = [
      ...(operators[operator]?.outputs ?? []),
      ...touched.filter((slot) => makers.get(slot) === operator),
    ]
    if (!speaks && !made.some((slot) => needed.has(slot))) continue
    kept.add(operator)
    for (const slot of touched) needed.add(slot)
  }
  return { ...recording, calls: calls.filter(({ operator }) => kept.has(operator)) }
}

const slotsOf = ({ args }: Call): number[] => args.flatMap((arg) => pointersIn(arg).map(({ slot }) => slot))

/** The operator that touches each slot first: it fills it, if it is not one of its own results, too. */
function makersOf(calls: readonly Call[]): Map<number, number> {
  const makers = new Map<number, number>()
  for (const call of calls) {
    for (const slot of slotsOf(call)) if (!makers.has(slot)) makers.set(slot, call.operator)
  }
  return makers
}
