import { expect } from 'vitest'
import { decode, type GoldenTensor, isGoldenTensor } from './golden.js'

export interface Tolerance {
  /** Absolute part; default 1e-5. */
  atol?: number
  /** Part relative to the expected value; default 1e-5. */
  rtol?: number
}

type Nested = number | boolean | readonly Nested[]
type TensorLike = { shape: readonly number[]; dataSync(): ArrayLike<number> }

/** What can be compared: a tensor, a golden tensor, a typed array, nested arrays, a number. */
export type ArrayValue = TensorLike | GoldenTensor | ArrayBufferView | Nested

interface Flat {
  /** Undefined where the value has none, as a typed array. */
  shape?: readonly number[]
  values: ArrayLike<number>
}

function flatten(value: unknown): Flat {
  if (isGoldenTensor(value)) {
    const { shape, values } = decode(value)
    return { shape, values: values as number[] }
  }
  if (typeof value === 'number' || typeof value === 'boolean') return { shape: [], values: [Number(value)] }
  if (ArrayBuffer.isView(value)) return { values: value as unknown as ArrayLike<number> }
  if (Array.isArray(value))
    return { shape: shapeOf(value), values: (value.flat(16) as unknown[]).map(Number) }
  const tensor = value as TensorLike | null | undefined
  if (tensor && typeof tensor.dataSync === 'function')
    return { shape: tensor.shape, values: tensor.dataSync() }
  throw new TypeError(`toBeAllclose: cannot compare ${value === null ? 'null' : typeof value}`)
}

function shapeOf(array: unknown[]): number[] {
  return Array.isArray(array[0]) ? [array.length, ...shapeOf(array[0])] : [array.length]
}

/** |actual - expected| <= atol + rtol·|expected|; equal infinities and NaN with NaN count as close. */
const close = (actual: number, expected: number, atol: number, rtol: number): boolean =>
  Object.is(actual, expected) ||
  actual === expected ||
  (Number.isNaN(actual) && Number.isNaN(expected)) ||
  (Number.isFinite(expected) && Math.abs(actual - expected) <= atol + rtol * Math.abs(expected))

/** The elements that differ, worst first, as text; empty if all are close. */
function differences(actual: Flat, expected: Flat, atol: number, rtol: number): string[] {
  const found: { excess: number; text: string }[] = []
  for (let i = 0; i < expected.values.length; i++) {
    const a = Number(actual.values[i])
    const e = Number(expected.values[i])
    if (close(a, e, atol, rtol)) continue
    const excess = Math.abs(a - e) / (atol + rtol * Math.abs(e))
    found.push({
      excess: Number.isNaN(excess) ? Number.POSITIVE_INFINITY : excess,
      text: `[${i}] ${a} is not ${e}`,
    })
  }
  return found.sort((p, q) => (q.excess > p.excess ? 1 : -1)).map((d) => d.text)
}

expect.extend({
  toBeAllclose(received: unknown, wanted: unknown, { atol = 1e-5, rtol = 1e-5 }: Tolerance = {}) {
    const actual = flatten(received)
    const expected = flatten(wanted)
    const sameShape =
      actual.shape && expected.shape
        ? actual.shape.length === expected.shape.length &&
          actual.shape.every((d, i) => d === expected.shape?.[i])
        : actual.values.length === expected.values.length
    if (!sameShape) {
      const show = (f: Flat) => (f.shape ? `[${f.shape.join(', ')}]` : `${f.values.length} elements`)
      return { pass: false, message: () => `shape ${show(actual)} is not the expected ${show(expected)}` }
    }
    const wrong = differences(actual, expected, atol, rtol)
    const total = expected.values.length
    return {
      pass: wrong.length === 0,
      message: () =>
        wrong.length === 0
          ? `expected a difference beyond atol ${atol}, rtol ${rtol}`
          : `${wrong.length} of ${total} elements differ by more than atol ${atol} + rtol ${rtol}: ${wrong.slice(0, 5).join('; ')}`,
    }
  },
})

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: must repeat vitest's own declaration
  interface Matchers<T = any> {
    /** All elements within atol + rtol·|expected| (defaults 1e-5), and shapes equal where both sides have one. */
    toBeAllclose(expected: ArrayValue, tolerance?: Tolerance): T
  }
}
