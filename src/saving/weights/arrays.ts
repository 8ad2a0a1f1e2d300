import type { Numbers } from '../hdf5/numbers.js'
import { product, type Values } from './stored.js'

const like = (data: Numbers, length: number): Numbers =>
  new (data.constructor as Float32ArrayConstructor)(length)

const stridesOf = (shape: readonly number[]): number[] => {
  const strides = shape.map(() => 1)
  for (let i = shape.length - 2; i >= 0; i--) strides[i] = strides[i + 1]! * shape[i + 1]!
  return strides
}

/** The array with its axes in another order: axis `i` of the result is axis `order[i]`. */
export function transposed({ shape, data }: Values, order: readonly number[]): Values {
  const strides = stridesOf(shape)
  return gathered(
    data,
    order.map((axis) => shape[axis]!),
    order.map((axis) => strides[axis]!),
    0,
  )
}

/** The array read from the end along these axes. */
export function flipped({ shape, data }: Values, axes: readonly number[]): Values {
  const strides = stridesOf(shape)
  const start = axes.reduce((sum, axis) => sum + (shape[axis]! - 1) * strides[axis]!, 0)
  const walked = strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride))
  return product(shape) === 0 ? { shape, data } : gathered(data, shape, walked, start)
}

function gathered(
  data: Numbers,
  shape: readonly number[],
  strides: readonly number[],
  start: number,
): Values {
  const result = like(data, product(shape))
  const index = shape.map(() => 0)
  let from = start
  for (let to = 0; to < result.length; to++) {
    result[to] = data[from]!
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      from += strides[axis]!
      if (++index[axis]! < shape[axis]!) break
      from -= strides[axis]! * shape[axis]!
      index[axis] = 0
    }
  }
  return { shape, data: result }
}

/** Arrays of the same shape but for the last axis, side by side along it. */
export function beside(list: readonly Values[]): Values {
  const widths = list.map(({ shape }) => shape.at(-1)!)
  const width = widths.reduce((a, b) => a + b, 0)
  const rows = product(list[0]!.shape.slice(0, -1))
  const result = like(list[0]!.data, rows * width)
  let offset = 0
  for (const [i, { data }] of list.entries()) {
    const own = widths[i]!
    for (let row = 0; row < rows; row++)
      result.set(data.subarray(row * own, (row + 1) * own), row * width + offset)
    offset += own
  }
  return { shape: [...list[0]!.shape.slice(0, -1), width], data: result }
}

/** The array in equal parts along the last axis. */
export function parts({ shape, data }: Values, count: number): Values[] {
  const own = shape.at(-1)! / count
  const rows = product(shape.slice(0, -1))
  return Array.from({ length: count }, (_, part) => {
    const result = like(data, rows * own)
    for (let row = 0; row < rows; row++) {
      const from = row * own * count + part * own
      result.set(data.subarray(from, from + own), row * own)
    }
    return { shape: [...shape.slice(0, -1), own], data: result }
  })
}

/** The same numbers in another shape. */
export const reshaped = ({ data }: Values, shape: readonly number[]): Values => ({ shape, data })

/** The sum of two arrays of one shape. */
export const sum = (a: Values, b: Values): Values => ({
  shape: a.shape,
  data: like(a.data, a.data.length).map((_, i) => a.data[i]! + b.data[i]!) as Numbers,
})
