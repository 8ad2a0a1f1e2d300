import { tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'

/** A row of numbers: an array, a typed array, or a tensor. */
export type Numbers = ArrayLike<number> | tf.Tensor

/** The numbers as an array; a tensor stays its owner's. */
export function toNumbers(values: Numbers, where: string, name: string): number[] {
  const list = values instanceof tf.Tensor ? values.dataSync() : values
  if (list === null || typeof list !== 'object' || typeof list.length !== 'number')
    throw argumentError(where, 'numbers: an array or a tensor', name, values)
  return Array.from(list, (value, i) => {
    if (typeof value === 'number') return value
    throw argumentError(where, 'numbers', `${name}[${i}]`, value)
  })
}

/** The least and the greatest of finite numbers; a single value gets room on both sides. */
export function extentOf(values: Iterable<number>): [number, number] {
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    least = Math.min(least, value)
    greatest = Math.max(greatest, value)
  }
  if (least > greatest) return [0, 1]
  if (least < greatest) return [least, greatest]
  const room = Math.abs(least) || 1
  return [least - room / 2, greatest + room / 2]
}
