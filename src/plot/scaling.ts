import { extentOf } from './numbers.js'

/** Values brought into 0 to 1 by their least and greatest; where all are the same, 0. */
export function toUnit(values: ArrayLike<number>, [least, greatest] = plainExtent(values)): Float32Array {
  const range = greatest - least
  return Float32Array.from(values, (v) => (range > 0 ? (v - least) / range : 0))
}

/** The least and the greatest value, which may be the same. */
export function plainExtent(values: ArrayLike<number>): [least: number, greatest: number] {
  const list = Array.from(values)
  const [least, greatest] = extentOf(list)
  return list.every((v) => v === list[0]) ? [list[0] ?? 0, list[0] ?? 0] : [least, greatest]
}

/** One channel of samples whose channels are last. */
export const channelOf = (values: ArrayLike<number>, channels: number, channel: number): Float32Array =>
  Float32Array.from({ length: values.length / channels }, (_, i) => values[i * channels + channel]!)

/** At most so many of a list, evenly spread over it. */
export function spread<T>(list: readonly T[], most: number): T[] {
  if (list.length <= most) return [...list]
  if (most === 1) return [list.at(-1)!]
  return Array.from({ length: most }, (_, i) => list[Math.round((i * (list.length - 1)) / (most - 1))]!)
}
