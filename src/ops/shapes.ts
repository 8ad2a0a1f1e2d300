import type { Shape } from '../graph/shape.js'
import { argumentError, KeratinError, showShape } from '../support/errors.js'

/** Along which axes; negative ones count from the end; null means all. */
export type Axes = number | readonly number[] | null

/** An axis counted from the beginning. */
export function axisOf(where: string, axis: number, rank: number, name = 'axis'): number {
  const at = axis < 0 ? axis + rank : axis
  if (Number.isInteger(at) && at >= 0 && at < rank) return at
  throw argumentError(where, `an axis of a tensor with ${rank}`, name, axis)
}

/** Axes counted from the beginning, in the order given; all where none are given. */
export function axesOf(where: string, axes: Axes | undefined, rank: number): number[] {
  if (axes === null || axes === undefined) return Array.from({ length: rank }, (_, axis) => axis)
  const found = [axes].flat().map((axis) => axisOf(where, axis, rank))
  if (new Set(found).size < found.length) throw argumentError(where, 'different axes', 'axis', axes)
  return found
}

/** The shape of the result of an operation element by element. */
export const same = ([shape]: readonly Shape[]): Shape => shape!

/** The shape two or more shapes are broadcast to, as Keras finds it where extents are not fixed. */
export function broadcast(shapes: readonly Shape[], where = 'The operation'): Shape {
  return shapes.reduce((a, b) => {
    const rank = Math.max(a.length, b.length)
    const padded = (s: Shape): Shape => [...Array<number>(rank - s.length).fill(1), ...s]
    const [left, right] = [padded(a), padded(b)]
    return left.map((m, axis) => {
      const n = right[axis]!
      if (m === 1) return n
      if (m === null) return n === 1 ? null : n
      if (n === 1 || n === null || n === m) return m
      throw new KeratinError(
        'SHAPE',
        `${where}: shapes ${showShape(a)} and ${showShape(b)} do not fit each other.`,
      )
    })
  })
}

/** The shape without the axes, or with extent 1 in their place. */
export function reduced(where: string, shape: Shape, axes: Axes | undefined, keepdims: boolean): Shape {
  const gone = new Set(axesOf(where, axes, shape.length))
  return keepdims
    ? shape.map((n, axis) => (gone.has(axis) ? 1 : n))
    : shape.filter((_, axis) => !gone.has(axis))
}
