import type { Call, Pointer, Recording, Slot } from '../recording.js'
import { keepPrepared, rolesIn } from './prepared.js'

/** A table that is not up to date is multiplied in place of so many times as many rows as a step looks up, at most. */
const MOST_ROWS = 8

/** A product of rows that were looked up in a table. */
interface Product {
  /** Where the calls are: the look-up, and the product. */
  readonly lookup: number
  readonly product: number
  /** Rows of the table, and how many are looked up. */
  readonly rows: number
  readonly count: number
}

/**
 * Multiplies a table, and looks up rows of the product, in place of rows that were looked up in it: an embedding before
 * a recurrent or a dense layer. Each row of a product is the same to the bit, whatever rows are beside it. It is done
 * where the table has fewer rows than are looked up, or where it stays as it is, so that its product can be kept.
 */
export function multiplyTables(recording: Recording): Recording {
  return productsIn(recording).reduce((better, { product, rows, count }) => {
    // places of calls move where one of them was replaced
    const call = recording.calls[product]!
    const found = productsIn(better).find((other) => better.calls[other.product] === call)
    if (!found || rows > MOST_ROWS * count) return better
    const replaced = replace(better, found)
    const made = better.slots.length
    return rows <= count || keepPrepared(replaced).slots[made]!.kind === 'kept' ? replaced : better
  }, recording)
}

function productsIn({ slots, calls }: Recording): Product[] {
  return calls.flatMap((call, product) => {
    const [transposed, , rows, , depth, x] = call.args
    if (call.kind !== 'kernel' || call.name !== 'gemm' || transposed !== 0 || typeof x !== 'object') return []
    const given = x as Pointer
    const lookup = calls.findIndex((other) => writes(other, given.slot))
    const { name, args } = calls[lookup] ?? {}
    if (name !== 'gatherRows' || lookup > product || slots[given.slot]!.kind !== 'room') return []
    const [table, ids, count, width, out, apart] = args as [Pointer, Pointer, number, number, Pointer, number]
    const isAll = given.offset === 0 && out.offset === 0 && count === rows
    if (!isAll || width !== depth || apart !== depth || call.args[6] !== depth) return []
    if (typeof table !== 'object' || table.offset !== 0 || !staysFor(slots[table.slot]!)) return []
    // nothing between the two may change what was looked up, or where
    const changes = calls.slice(lookup + 1, product).some((other) => {
      return writes(other, given.slot) || writes(other, ids.slot)
    })
    return changes ? [] : [{ lookup, product, rows: slots[table.slot]!.bytes / (4 * width), count }]
  })
}

/** Whether a call writes there, or may do so. */
const writes = (call: Call, slot: number): boolean =>
  call.kind !== 'inspect' && rolesIn(call).some(({ pointer, role }) => pointer.slot === slot && role !== 'r')

/** Variables change at the end of a step. */
const staysFor = ({ kind }: Slot): boolean => kind === 'variable' || kind === 'constant'

function replace(recording: Recording, { lookup, product, rows, count }: Product): Recording {
  const { calls, slots, results, assigned } = recording
  const gather = calls[lookup]!
  const gemm = calls[product]!
  const [table, ids] = gather.args as [Pointer, Pointer]
  const [x, columns, out, apart] = [gemm.args[5] as Pointer, ...[3, 9, 10].map((n) => gemm.args[n]!)]
  const width = columns as number
  const made: Pointer = { slot: slots.length, offset: 0 }
  const args = [...gemm.args]
  args[2] = rows
  args[5] = table
  args[9] = made
  args[10] = width
  const work = (gemm.work! / count) * rows
  const products: Call[] = [
    { ...gemm, args, work },
    {
      ...gather,
      operator: gemm.operator,
      args: [made, ids, count, width, out!, apart!],
      work: count * width * 8,
    },
  ]
  const without = calls.flatMap((call, i) => (i === product ? products : [call]))
  const isRead =
    [...results, ...assigned].some(({ slot }) => slot === x.slot) ||
    without.some((call) => call !== gather && rolesIn(call).some(({ pointer }) => pointer.slot === x.slot))
  return {
    ...recording,
    slots: [...slots, { kind: 'room', bytes: 4 * rows * width }],
    calls: isRead ? without : without.filter((call) => call !== gather),
  }
}
