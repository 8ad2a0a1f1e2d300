import { FedNumber } from './fed.js'
import { type Argument, type Call, type Draw, pointersIn, type Recording, type Slot } from './recording.js'

/** What two recordings of the same step have in common. */
export type Comparison =
  /** The same but for what is fed: the second, with random words as such. */
  { readonly agreed: Recording; readonly varied: ReadonlySet<string> } | { readonly difference: string }

/**
 * Compares two steps. Numbers that differ are those that are fed or drawn, or else the step is not the same each time:
 * what depends on the step in ways that nobody has told of shows here.
 */
export function compare(first: Recording, second: Recording): Comparison {
  try {
    const used = new Set<number>()
    const calls = pairs('the number of kernels that it runs', first.calls, second.calls).map(([a, b]) =>
      sameCall(a, b, first.draws, second.draws, used),
    )
    for (const [a, b] of pairs('the tensors that it makes', first.slots, second.slots)) sameSlot(a, b)
    for (const [a, b] of pairs('its results', first.results, second.results)) {
      expect(a.slot === b.slot && a.dtype === b.dtype && `${a.shape}` === `${b.shape}`, 'its results')
    }
    for (const [a, b] of pairs('which variables it changes', first.assigned, second.assigned)) {
      expect(a.variable === b.variable && a.slot === b.slot, 'which variables it changes')
    }
    for (const [a, b] of pairs('how much it draws at random', first.draws, second.draws)) {
      expect(a.stream === b.stream, 'how it draws at random')
    }
    expect(used.size === second.draws.length, 'what JavaScript makes of random numbers')
    for (const [a, b] of pairs('what it is fed', first.numbers, second.numbers)) {
      expect(`${Object.keys(a)}` === `${Object.keys(b)}`, 'what it is fed')
    }
    pairs('what JavaScript does in it', first.effects, second.effects)
    pairs('its course', first.conditions, second.conditions)
    const names = second.numbers.flatMap((numbers, source) =>
      Object.keys(numbers).flatMap((name) =>
        Object.is(numbers[name], first.numbers[source]![name]) ? [] : [keyOf({ source, name })],
      ),
    )
    return { agreed: { ...second, calls }, varied: new Set(names) }
  } catch (difference) {
    if (difference instanceof Difference) return { difference: difference.message }
    throw difference
  }
}

/** A fed number's name among all of a step. */
export const keyOf = ({ source, name }: { source: number; name: string }): string => `${source} ${name}`

class Difference extends Error {}

function expect(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Difference(`${what} changes from step to step`)
}

function pairs<T>(what: string, a: readonly T[], b: readonly T[]): [T, T][] {
  expect(a.length === b.length, what)
  return a.map((x, i) => [x, b[i]!])
}

function sameSlot(a: Slot, b: Slot): void {
  const what = 'the tensors that it makes'
  expect(a.kind === b.kind && a.bytes === b.bytes, what)
  if (a.kind === 'constant') {
    expect(sameBytes(a.values, (b as typeof a).values), 'a tensor that JavaScript makes')
  }
  if (a.kind === 'number') expect(keyOf(a.fed) === keyOf((b as typeof a).fed), what)
  if (a.kind === 'feed') expect(a.index === (b as typeof a).index, what)
  if (a.kind === 'variable') expect(a.variable === (b as typeof a).variable, what)
  if (a.kind === 'captured') {
    const other = b as typeof a
    expect(a.dataId === other.dataId && a.address === other.address, 'a tensor from outside that it uses')
  }
}

/** The second call, with the words that it draws as such. */
function sameCall(
  a: Call,
  b: Call,
  before: readonly Draw[],
  after: readonly Draw[],
  used: Set<number>,
): Call {
  const what = 'the order of its kernels'
  expect(a.kind === b.kind && a.name === b.name && a.work === b.work && a.dtype === b.dtype, what)
  // looks are made anew each time
  expect(a.kind === 'inspect' || a.run === b.run, what)
  for (const [m, n] of pairs(what, a.numbers ?? [], b.numbers ?? [])) {
    expect(Object.is(m, n), `a number in ${a.name}`)
  }
  const args = pairs(what, a.args, b.args).map(([m, n]): Argument => {
    if (typeof m !== 'number' || typeof n !== 'number') {
      expect(sameArgument(m, n), `an argument of ${a.name}`)
      return n
    }
    const draw = after.findIndex(({ word }, i) => isWord(n, word) && isWord(m, before[i]?.word))
    if (draw >= 0) {
      used.add(draw)
      return { draw }
    }
    expect(Object.is(m, n), `a number given to ${a.name}`)
    return n
  })
  return { ...b, args }
}

const isWord = (value: number, word: number | undefined): boolean =>
  word !== undefined && (value === word || value === (word | 0))

function sameArgument(a: Argument, b: Argument): boolean {
  if (a instanceof FedNumber) return b instanceof FedNumber && keyOf(a.key) === keyOf(b.key)
  if (a instanceof Uint8Array) return b instanceof Uint8Array && sameBytes(a, b)
  const [from, to] = [pointersIn(a), pointersIn(b)]
  return (
    from.length > 0 &&
    from.length === to.length &&
    from.every((p, i) => {
      const q = to[i]!
      return p.slot === q.slot && p.offset === q.offset && p.elements === q.elements
    })
  )
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0
