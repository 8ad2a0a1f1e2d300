import { argumentError } from '../../../support/errors.js'

/** Below all predictions, so that all of those that are left count as positive. */
export const NEVER = -1e10

/** A threshold or several, in [0, 1]. */
export function thresholdList(
  where: string,
  thresholds: number | readonly number[] | null | undefined,
  otherwise: number,
): number[] {
  if (thresholds === null || thresholds === undefined) return [otherwise]
  const list = [thresholds].flat()
  if (list.length > 0 && list.every((t) => t >= 0 && t <= 1)) return list
  throw argumentError(where, 'between 0 and 1', 'thresholds', thresholds)
}

/** The thresholds strictly between 0 and 1 of n that divide it evenly. */
export const evenThresholds = (n: number): number[] =>
  Array.from({ length: Math.max(0, n - 2) }, (_, i) => (i + 1) / (n - 1))

/** Whether thresholds divide 0 to 1 evenly: predictions can be counted in buckets then. */
export const areEven = (thresholds: readonly number[]): boolean =>
  thresholds.length >= 3 &&
  thresholds.every((t, i) => {
    const even = i / (thresholds.length - 1)
    return Math.abs(t - even) <= 1e-7 + 1e-5 * even
  })
