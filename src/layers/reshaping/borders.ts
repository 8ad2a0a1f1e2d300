import { argumentError } from '../../support/errors.js'

/** Positions before and after an axis. */
export type Border = readonly [before: number, after: number]

/** Borders given once for all axes, once for each, or before and after each: `1`, `[1, 2]`, `[[1, 0], [2, 3]]`. */
export type Borders = number | readonly (number | readonly number[])[]

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0

/** The borders of each axis. A single axis takes `[before, after]` as well. */
export function bordersOf(where: string, name: string, value: Borders, axes: number): Border[] {
  const lists = typeof value === 'number' ? Array<number>(axes).fill(value) : value
  const given = axes === 1 && Array.isArray(lists) && lists.length === 2 ? [lists] : lists
  const borders = Array.isArray(given)
    ? given.map((border) => (typeof border === 'number' ? [border, border] : border))
    : []
  const good = borders.every((b) => Array.isArray(b) && b.length === 2 && b.every(isCount))
  if (borders.length !== axes || !good) {
    const what =
      axes === 1
        ? 'an integer or [before, after], not negative'
        : `an integer, ${axes} of them, or ${axes} times [before, after], not negative`
    throw argumentError(where, what, name, value)
  }
  return borders as unknown as Border[]
}
