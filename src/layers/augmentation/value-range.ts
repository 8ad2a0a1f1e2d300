import { argumentError } from '../../support/errors.js'

/** The range of the values of pixels. */
export type ValueRange = readonly [low: number, high: number]

export function rangeOf(where: string, range: ValueRange = [0, 255]): ValueRange {
  const isRange = Array.isArray(range) && range.length === 2 && range.every(Number.isFinite)
  if (!isRange || range[0] === range[1])
    throw argumentError(where, 'two different numbers', 'valueRange', range)
  return range[0] < range[1] ? range : [range[1], range[0]]
}
