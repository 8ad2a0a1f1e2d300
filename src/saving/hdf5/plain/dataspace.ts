import { type Cursor, notPlain } from './cursor.js'

/** The shape of a dataset or an attribute; null for one that holds nothing. */
export type Shape = number[] | null

const hasMaximum = 1
const nullSpace = 2

/** The dataspace message. */
export function readShape(body: Cursor): Shape {
  const version = body.u8()
  if (version !== 1 && version !== 2) notPlain('a dataspace of another version')
  const rank = body.u8()
  const flags = body.u8()
  if (flags & ~hasMaximum || rank > 32) notPlain('a dataspace of another kind')
  const kind = body.u8()
  if (version === 1) body.skip(4)
  else if (kind === nullSpace) return null
  return Array.from({ length: rank }, () => body.u64())
}

/** The number of elements; refused where it cannot be held exactly. */
export function elementCount(shape: Shape): number {
  const count = shape ? shape.reduce((n, d) => n * d, 1) : 0
  return Number.isSafeInteger(count) ? count : notPlain('too many elements')
}
