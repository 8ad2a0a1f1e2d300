import { type Argument, type Call, type Pointer, pointersIn, type Recording } from '../recording.js'

/** Where kernels that may scale, shift and bound what they give for each channel have their arguments. */
interface Places {
  readonly result: number
  /** The byte masks of pooling; with these, nothing is scaled. */
  readonly mask?: number
  /** Scale, shift and the two bounds. */
  readonly after: number
  /** Channels and rows of the result. */
  readonly sizes: (numbers: readonly number[]) => readonly [channels: number, rows: number]
}

const places: Readonly<Record<string, Places>> = {
  conv: {
    ...{ result: 23, mask: 24, after: 25 },
    sizes: (n) => [n[19]!, n[1]! * n[17]! * n[18]!],
  },
  depthwise: { result: 19, after: 20, sizes: (n) => [n[4]! * n[5]!, n[1]! * n[14]! * n[15]!] },
  winograd: {
    ...{ result: 14, mask: 15, after: 16 },
    sizes: (n) => [n[10]!, n[1]! * n[8]! * n[9]!],
  },
}

/**
 * Convolutions scale and shift what they give themselves, and bound it, where batch normalization by its moving averages
 * and a ReLU follow: the numbers are in registers there, and have to be fetched and written up to twice otherwise. So does
 * batch normalization bound what it gives. The bits are the same. Follows upon `keepPrepared`, which takes out what computes
 * the scales.
 */
export const scaleResults = (recording: Recording): Recording => joined(joined(recording, bounded), scaled)

/** Two calls in one, and what the first would have passed on to the second. */
interface Joined {
  readonly args: readonly Argument[]
  readonly passed: Pointer
}

/** The recording with neighbouring calls in one where that can be, and nobody else wants what is passed on. */
function joined(recording: Recording, join: (call: Call, next: Call) => Joined | undefined): Recording {
  const { calls, slots } = recording
  const uses = usesOf(recording)
  const better: Call[] = []
  for (let at = 0; at < calls.length; at++) {
    const [call, next] = [calls[at]!, calls[at + 1]]
    const both = next && join(call, next)
    const all = both && uses.get(both.passed.slot)!
    const isPassed = all?.length === 2 && all[0] === at && all[1] === at + 1
    if (!both || !isPassed || slots[both.passed.slot]!.kind !== 'room') {
      better.push(call)
      continue
    }
    const takenIn = [...(call.takenIn ?? []), next.operator, ...(next.takenIn ?? [])]
    better.push({ ...call, args: both.args, takenIn })
    at++
  }
  return better.length < calls.length ? { ...recording, calls: better } : recording
}

/** Which calls use a slot, in their order, and whether it is wanted behind the step. */
function usesOf({ calls, results, assigned }: Recording): Map<number, (number | 'result')[]> {
  const uses = new Map<number, (number | 'result')[]>()
  const add = (slot: number, use: number | 'result') => {
    const all = uses.get(slot)
    if (!all) uses.set(slot, [use])
    else if (all.at(-1) !== use) all.push(use)
  }
  calls.forEach(({ args }, at) => {
    for (const arg of args) for (const { slot } of pointersIn(arg)) add(slot, at)
  })
  for (const { slot } of [...results, ...assigned]) add(slot, 'result')
  return uses
}

const isPointer = (arg: Argument | undefined): arg is Pointer => typeof arg === 'object' && 'slot' in arg
const isSame = (a: Pointer, b: Argument | undefined) =>
  isPointer(b) && a.slot === b.slot && a.offset === b.offset
const isKernel = ({ kind, name }: Call, wanted: string) => kind === 'kernel' && name === wanted

/** A convolution that scales its result. */
function scaled(call: Call, next: Call): Joined | undefined {
  const known = call.kind === 'kernel' ? places[call.name] : undefined
  if (!known || !isKernel(next, 'scaleChannels')) return undefined
  const { result, mask, after, sizes } = known
  const passed = call.args[result]
  if (!isPointer(passed) || call.args[after] !== 0 || (mask && call.args[mask] !== 0)) return undefined
  const [channels, rows] = sizes(call.args.map((arg) => (typeof arg === 'number' ? arg : Number.NaN)))
  const [from, r, c, scale, shift, other, , least, most, to] = next.args
  if (!isSame(passed, from) || r !== rows || c !== channels || other !== 0) return undefined
  const args = call.args.with(result, to!)
  args.splice(after, 4, scale!, shift!, least!, most!)
  return { args, passed }
}

/** A batch normalization that bounds its result. */
function bounded(call: Call, next: Call): Joined | undefined {
  if (!isKernel(call, 'scaleChannels')) return undefined
  const [, rows, channels, , , , , low, high, passed] = call.args
  if (low !== Number.NEGATIVE_INFINITY || high !== Number.POSITIVE_INFINITY || !isPointer(passed))
    return undefined
  const bounds = boundsOf(next)
  if (!bounds || !isSame(passed, bounds.from)) return undefined
  if (bounds.elements !== (rows as number) * (channels as number)) return undefined
  return { args: [...call.args.slice(0, 7), bounds.least!, bounds.most!, bounds.to!], passed }
}

/** ReLU, ReLU6 and other bounds. */
function boundsOf(call: Call) {
  if (isKernel(call, 'activation') && call.args[0] === 1) {
    const [, from, to, elements] = call.args
    return { from, to, elements, least: 0, most: Number.POSITIVE_INFINITY }
  }
  if (!isKernel(call, 'clip')) return undefined
  const [from, to, least, most, elements] = call.args
  return { from, to, elements, least, most }
}
