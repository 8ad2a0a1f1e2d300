import type { Call, Pointer, Recording, Slot } from '../recording.js'
import { MOST_BYTES } from './prepared.js'

/** Products of more rows than this take so much longer than packing their columns that these need not be kept. */
const MOST_ROWS = 128

/**
 * Keeps the columns of matrices that a step leaves as they are, packed in the form that products of several rows take
 * them in. Follows upon `keepPrepared`.
 */
export function keepColumns(recording: Recording): Recording {
  const changed = new Set([...recording.assigned.map(({ variable }) => variable), ...recording.updated])
  const stays = (slot: Slot) =>
    slot.kind === 'constant' ||
    slot.kind === 'kept' ||
    (slot.kind === 'variable' && !changed.has(slot.variable))
  const slots = [...recording.slots]
  const prepared = [...recording.prepared]
  const known = new Map<string, number>()
  let bytes = slots.reduce((sum, slot) => sum + (slot.kind === 'kept' ? slot.bytes : 0), 0)
  const calls = recording.calls.map((call): Call => {
    const product = productOf(call)
    if (!product || !stays(slots[product.matrix.slot]!)) return call
    const { transposed, columns, depth, matrix, apart } = product
    const key = [transposed, columns, depth, matrix.slot, matrix.offset, apart].join(' ')
    let slot = known.get(key)
    if (slot === undefined) {
      const own = 32 * Math.ceil(columns / 8) * depth
      if (bytes + own > MOST_BYTES) return call
      bytes += own
      slot = slots.push({ kind: 'kept', bytes: own }) - 1
      known.set(key, slot)
      const args = [transposed, columns, depth, matrix, apart, { slot, offset: 0 }]
      const work = 8 * columns * depth
      prepared.push({
        slot,
        calls: [{ kind: 'kernel', name: 'packColumns', args, work, operator: call.operator }],
      })
    }
    const args = [...call.args]
    args[7] = { slot, offset: 0 }
    args[8] = 0
    return { ...call, args }
  })
  return known.size > 0 ? { ...recording, slots, calls, prepared } : recording
}

interface Product {
  readonly transposed: number
  readonly columns: number
  readonly depth: number
  readonly matrix: Pointer
  /** Floats from one row of the matrix to the next. */
  readonly apart: number
}

/** What a call multiplies by, if it is a product of a few rows by a matrix that is not packed. */
function productOf({ kind, name, args }: Call): Product | undefined {
  if (kind !== 'kernel' || name !== 'gemm') return undefined
  const [transposedRows, transposed, rows, columns, depth, , , matrix, apart] = args
  if (typeof matrix !== 'object' || !('slot' in matrix)) return undefined
  const numbers = [transposed, columns, depth, apart]
  if (transposedRows !== 0 || !numbers.every((n) => typeof n === 'number')) return undefined
  // one row is multiplied by the matrix where it lies
  if (typeof rows !== 'number' || rows < 2 || rows > MOST_ROWS || apart === 0) return undefined
  const [t, n, k, ld] = numbers as [number, number, number, number]
  return { transposed: t, columns: n, depth: k, matrix, apart: ld }
}
