import { type Call, pointersIn, type Recording } from '../recording.js'

/** Leaves out operators whose results nobody uses. */
export function dropUnused(recording: Recording): Recording {
  const { calls, operators, results, assigned } = recording
  const needed = new Set([...results, ...assigned].map(({ slot }) => slot))
  const byOperator = new Map<number, Call[]>()
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
    if (!speaks && !operators[operator]!.outputs.some((slot) => needed.has(slot))) continue
    kept.add(operator)
    for (const { args } of own) for (const arg of args) for (const { slot } of pointersIn(arg)) needed.add(slot)
  }
  return { ...recording, calls: calls.filter(({ operator }) => kept.has(operator)) }
}
