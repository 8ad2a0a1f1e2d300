/** Arrays in float64 and plain loops: the judge of the operators, independent of every engine. */
import { RandomStream } from '../../../src/support/random.js'

export interface Nd {
  shape: readonly number[]
  data: Float64Array
}

/** What an element is computed from: its index. */
export type Index = readonly number[]

export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1)

/** All indices of a shape, row-major. */
export function* indicesOf(shape: readonly number[]): Generator<number[]> {
  const index = shape.map(() => 0)
  for (let n = sizeOf(shape); n > 0; n--) {
    yield [...index]
    advance(index, shape)
  }
}

function advance(index: number[], shape: readonly number[]): void {
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (++index[axis]! < shape[axis]!) break
    index[axis] = 0
  }
}

/** An array from a function of the index. */
export function build(shape: readonly number[], element: (index: Index) => number): Nd {
  const data = new Float64Array(sizeOf(shape))
  // one index for all: `element` looks at it and does not keep it
  const index = shape.map(() => 0)
  for (let i = 0; i < data.length; i++) {
    data[i] = element(index)
    advance(index, shape)
  }
  return { shape, data }
}

/** The element at an index; leading axes that are missing and axes of extent 1 are broadcast. */
export function at({ shape, data }: Nd, index: Index): number {
  const skipped = index.length - shape.length
  let offset = 0
  for (let axis = 0; axis < shape.length; axis++) {
    const extent = shape[axis]!
    offset = offset * extent + (extent === 1 ? 0 : index[axis + skipped]!)
  }
  return data[offset]!
}

/** The shape that two shapes are broadcast to. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length)
  return Array.from({ length: rank }, (_, i) => {
    const [p, q] = [a[i - rank + a.length] ?? 1, b[i - rank + b.length] ?? 1]
    return p === 1 ? q : p
  })
}

export const map = (x: Nd, f: (value: number) => number): Nd => ({ shape: x.shape, data: x.data.map(f) })

export const zip = (a: Nd, b: Nd, f: (p: number, q: number) => number): Nd =>
  a.shape.join() === b.shape.join()
    ? { shape: a.shape, data: a.data.map((p, i) => f(p, b.data[i]!)) }
    : build(broadcastShape(a.shape, b.shape), (i) => f(at(a, i), at(b, i)))

/** Reduces over axes: `f` gets the elements that come together. */
export function reduce(x: Nd, axes: readonly number[], f: (values: number[]) => number, keep = false): Nd {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis))
  const groups = new Map<string, number[]>()
  let i = 0
  for (const index of indicesOf(x.shape)) {
    const key = kept.map((axis) => index[axis]).join()
    const group = groups.get(key) ?? []
    groups.set(key, group)
    group.push(x.data[i++]!)
  }
  const shape = keep
    ? x.shape.map((d, axis) => (axes.includes(axis) ? 1 : d))
    : kept.map((axis) => x.shape[axis]!)
  return { shape, data: Float64Array.from(groups.values(), f) }
}

/** Values that float32 holds exactly, so that engine and reference start from the same. */
export function randomNd(shape: readonly number[], seed: number, low = -1, high = 1): Nd {
  const stream = new RandomStream(seed)
  const data = new Float64Array(sizeOf(shape))
  for (let i = 0; i < data.length; i++) data[i] = Math.fround(low + (high - low) * stream.next())
  return { shape, data }
}

/** Integers 0..n-1. */
export const randomIndices = (shape: readonly number[], seed: number, n: number): Nd =>
  map(randomNd(shape, seed, 0, n), (v) => Math.min(n - 1, Math.floor(v)))

/** The gradient of sum(f(inputs) * weights) with respect to one of the inputs, by central differences. */
export function numericalGradient(
  f: (...inputs: Nd[]) => Nd,
  inputs: readonly Nd[],
  which: number,
  weights: Nd,
): Nd {
  const step = 1e-5
  const x = inputs[which]!
  const changed = { shape: x.shape, data: x.data.slice() }
  const args = inputs.map((input, i) => (i === which ? changed : input))
  const total = () => {
    const { data } = f(...args)
    let sum = 0
    for (let i = 0; i < data.length; i++) sum += data[i]! * weights.data[i]!
    return sum
  }
  const gradient = x.data.map((value, i) => {
    changed.data[i] = value + step
    const above = total()
    changed.data[i] = value - step
    const below = total()
    changed.data[i] = value
    return (above - below) / (2 * step)
  })
  return { shape: x.shape, data: gradient }
}
