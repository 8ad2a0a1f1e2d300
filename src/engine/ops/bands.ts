/**
 * A matrix with a few neighbouring numbers in each row, as resizing along an axis is: output o is the sum of
 * `weights[o][k]` times input `starts[o] + k`.
 */
export interface Bands {
  /** Number of columns. */
  readonly inputs: number
  readonly starts: readonly number[]
  readonly weights: readonly (readonly number[])[]
}

/** How values between pixels are found. */
export type ResizeMethod = 'nearest' | 'bilinear' | 'bicubic' | 'lanczos3' | 'lanczos5'

export interface ResizeOptions {
  method: ResizeMethod
  /** Whether the first and last pixels of input and output are the same points. Default false. */
  alignCorners?: boolean
  /** Whether pixels are counted at their middle. Default false. */
  halfPixelCenters?: boolean
  /** Whether the kernel grows with the step when an image is made smaller. Default false. */
  antialias?: boolean
}

/** The transposed matrix. */
export function transposeBands({ inputs, starts, weights }: Bands): Bands {
  const columns = Array.from({ length: inputs }, () => ({ first: 0, values: [] as number[] }))
  weights.forEach((row, o) => {
    row.forEach((weight, k) => {
      const column = columns[starts[o]! + k]!
      if (column.values.length === 0) column.first = o
      while (column.values.length < o - column.first) column.values.push(0)
      column.values[o - column.first] = weight
    })
  })
  return {
    inputs: starts.length,
    starts: columns.map((c) => c.first),
    weights: columns.map((c) => c.values),
  }
}

/** Each input `times` times. */
export const repeatBands = (inputs: number, times: number): Bands => ({
  inputs,
  starts: Array.from({ length: inputs * times }, (_, o) => Math.floor(o / times)),
  weights: Array.from({ length: inputs * times }, () => [1]),
})

/** The means of `outputs` windows that together cover the inputs, each at most one longer than another. */
export function meanBands(inputs: number, outputs: number): Bands {
  const windows = adaptiveWindows(inputs, outputs)
  return {
    inputs,
    starts: windows.map(([start]) => start),
    weights: windows.map(([start, end]) => Array<number>(end - start).fill(1 / (end - start))),
  }
}

/** Start and end of `outputs` windows that cover `inputs` positions, as adaptive pooling places them. */
export const adaptiveWindows = (inputs: number, outputs: number): [start: number, end: number][] =>
  Array.from({ length: outputs }, (_, o) => [
    Math.floor((o * inputs) / outputs),
    Math.ceil(((o + 1) * inputs) / outputs),
  ])

const { fround } = Math
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

/** Resizing along an axis, as TensorFlow does it: the same pixels, and weights in its precision. */
export function resizeBands(inputs: number, outputs: number, options: ResizeOptions): Bands {
  const { method, alignCorners = false, halfPixelCenters = false, antialias = false } = options
  if (method.startsWith('lanczos') || (antialias && method !== 'nearest')) {
    return spans(inputs, outputs, method as keyof typeof kernels, antialias)
  }
  const scale = fround(alignCorners && outputs > 1 ? (inputs - 1) / (outputs - 1) : inputs / outputs)
  const rows = Array.from({ length: outputs }, (_, o) => {
    if (method === 'nearest') {
      const at = fround((halfPixelCenters ? o + 0.5 : o) * scale)
      // halves are rounded up, away from zero
      return { start: clamp(Math.floor(alignCorners ? at + 0.5 : at), 0, inputs - 1), row: [1] }
    }
    const at = halfPixelCenters ? fround(fround((o + 0.5) * scale) - 0.5) : fround(o * scale)
    if (method === 'bicubic') return cubicRow(at, inputs)
    const low = Math.floor(at)
    const start = clamp(low, 0, inputs - 1)
    const share = at - low
    if (low < 0 || start === inputs - 1 || share === 0) return { start, row: [1] }
    return { start, row: [1 - share, share] }
  })
  return { inputs, starts: rows.map((r) => r.start), weights: rows.map((r) => r.row) }
}

const absCubic = (t: number) => (t < 1 ? (1.5 * t - 2.5) * t * t + 1 : ((-0.5 * t + 2.5) * t - 4) * t + 2)

/** Catmull-Rom weights; TensorFlow takes them from a table with 1024 steps per pixel. */
function cubicRow(at: number, inputs: number): { start: number; row: number[] } {
  const low = Math.floor(at)
  const share = Math.round((at - low) * 1024) / 1024
  const start = clamp(low - 1, 0, inputs - 1)
  const end = clamp(low + 2, 0, inputs - 1)
  const row = Array.from({ length: end - start + 1 }, (_, k) => absCubic(Math.abs(start + k - low - share)))
  return { start, row: normalized(row) }
}

function normalized(row: number[]): number[] {
  const sum = row.reduce((a, b) => a + b, 0)
  return row.map((weight) => weight / sum)
}

const sinc = (t: number) => (t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t))
const lanczos = (radius: number) => ({
  radius,
  at: (t: number) => (t >= radius ? 0 : sinc(t) * sinc(t / radius)),
})
const kernels = {
  bilinear: { radius: 1, at: (t: number) => Math.max(0, 1 - t) },
  bicubic: { radius: 2, at: (t: number) => (t >= 2 ? 0 : absCubic(t)) },
  lanczos3: lanczos(3),
  lanczos5: lanczos(5),
}

/** Weights of a kernel over all pixels it reaches. */
function spans(inputs: number, outputs: number, method: keyof typeof kernels, antialias: boolean): Bands {
  const { radius, at } = kernels[method]
  const scale = inputs / outputs
  const stretch = antialias ? Math.max(1, scale) : 1
  const rows = Array.from({ length: outputs }, (_, o) => {
    const middle = (o + 0.5) * scale
    const start = clamp(Math.ceil(middle - radius * stretch - 0.5), 0, inputs - 1)
    const end = clamp(Math.floor(middle + radius * stretch - 0.5), 0, inputs - 1)
    const row = Array.from({ length: end - start + 1 }, (_, k) =>
      at(Math.abs(start + k + 0.5 - middle) / stretch),
    )
    return { start, row: normalized(row) }
  })
  return { inputs, starts: rows.map((r) => r.start), weights: rows.map((r) => r.row) }
}
