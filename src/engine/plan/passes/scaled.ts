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

/** A call that computes a tensor from nothing but another one and numbers of each channel. */
interface Following {
  readonly from: Pointer
  readonly to: Pointer
}
interface Scaling extends Following {
  readonly channels: number
  readonly rows: number
  readonly scale: Pointer
  readonly shift: Pointer
}
interface Bounds extends Following {
  readonly elements: number
  readonly least: number
  readonly most: number
}

/**
 * Convolutions scale and shift what they give themselves, and bound it, where batch normalization by its moving averages
 * and a ReLU follow: the numbers are in registers there, and have to be fetched and written up to twice otherwise. The bits
 * are the same. Follows upon `keepPrepared`, which takes out what computes the scales.
 */
export function scaleResults(recording: Recording): Recording {
  const { calls } = recording
  const uses = usesOf(recording)
  /** Whether the two calls from `at` on, and no others, use what the first of them passes on. */
  const isOnly = (at: number, pointer: Pointer) => {
    const all = uses.get(pointer.slot)
    const isRoom = recording.slots[pointer.slot]!.kind === 'room'
    return isRoom && all?.length === 2 && all[0] === at && all[1] === at + 1
  }
  const better: Call[] = []
  for (let at = 0; at < calls.length; at++) {
    const call = calls[at]!
    const result = resultOf(call)
    const scaling = result && calls[at + 1] && scalingOf(calls[at + 1]!)
    if (!result || !scaling || !isSame(result.pointer, scaling.from) || !isOnly(at, result.pointer)) {
      better.push(call)
      continue
    }
    if (scaling.channels !== result.channels || scaling.rows !== result.rows) {
      better.push(call)
      continue
    }
    const next = calls[at + 2] && boundsOf(calls[at + 2]!)
    const isBounded =
      next !== undefined &&
      isSame(scaling.to, next.from) &&
      isOnly(at + 1, scaling.to) &&
      next.elements === scaling.channels * scaling.rows
    const bounds = isBounded ? next : { to: scaling.to, ...none }
    const args = [...call.args]
    args[result.place] = bounds.to
    args.splice(result.after, 4, scaling.scale, scaling.shift, bounds.least, bounds.most)
    const last = at + (isBounded ? 2 : 1)
    better.push({ ...call, args, takenIn: calls.slice(at + 1, last + 1).map(({ operator }) => operator) })
    at = last
  }
  return better.length < calls.length ? { ...recording, calls: better } : recording
}

const none = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY }

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
const isSame = (a: Pointer, b: Pointer) => a.slot === b.slot && a.offset === b.offset

/** What a convolution gives, if it is not scaled yet. */
function resultOf({ kind, name, args }: Call) {
  const known = kind === 'kernel' ? places[name] : undefined
  if (!known) return undefined
  const { result, mask, after, sizes } = known
  const pointer = args[result]
  if (!isPointer(pointer) || args[after] !== 0 || (mask !== undefined && args[mask] !== 0)) return undefined
  const [channels, rows] = sizes(args.map((arg) => (typeof arg === 'number' ? arg : Number.NaN)))
  return { pointer, place: result, after, channels, rows }
}

function scalingOf({ kind, name, args }: Call): Scaling | undefined {
  const [from, rows, channels, scale, shift, other, , to] = args
  if (kind !== 'kernel' || name !== 'scaleChannels' || other !== 0) return undefined
  if (!isPointer(from) || !isPointer(scale) || !isPointer(shift) || !isPointer(to)) return undefined
  return { from, to, scale, shift, rows: rows as number, channels: channels as number }
}

/** ReLU, ReLU6 and other bounds, in place or not. */
function boundsOf({ kind, name, args }: Call): Bounds | undefined {
  if (kind !== 'kernel') return undefined
  const [first, from, to, elements] = args
  if (name === 'activation' && first === 1 && isPointer(from) && isPointer(to))
    return { from, to, elements: elements as number, least: 0, most: Number.POSITIVE_INFINITY }
  if (name !== 'clip') return undefined
  const [x, y, least, most, n] = args
  if (!isPointer(x) || !isPointer(y) || typeof least !== 'number' || typeof most !== 'number')
    return undefined
  return { from: x, to: y, elements: n as number, least, most }
}
