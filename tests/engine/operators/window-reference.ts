import { extent } from './convolution-reference.js'
import { at, build, type Index, indicesOf, type Nd, sizeOf } from './reference.js'

/** Windows over any number of axes. */
export interface Windows {
  strides: readonly number[]
  dilations: readonly number[]
  pad: 'same' | 'valid'
}

/** For each output position the taps inside the input: [input position, tap]. */
export function taps(input: readonly number[], kernel: readonly number[], windows: Windows) {
  const { strides, dilations, pad } = windows
  const extents = input.map((n, i) => extent(n, kernel[i]!, strides[i]!, dilations[i]!, pad))
  const inside = (position: Index) =>
    [...indicesOf(kernel)]
      .map(
        (tap) =>
          [
            tap.map((k, i) => position[i]! * strides[i]! + k * dilations[i]! - extents[i]!.before),
            tap,
          ] as const,
      )
      .filter(([index]) => index.every((v, i) => v >= 0 && v < input[i]!))
  return { shape: extents.map((e) => e.output), inside }
}

const offset = (shape: readonly number[], index: Index) => index.reduce((o, v, i) => o * shape[i]! + v, 0)

/** Calls `visit` for each product that a convolution [N, ...axes, C] sums up: offsets into x, filter and y. */
function eachProduct(
  x: readonly number[],
  w: readonly number[],
  windows: Windows,
  depthwise: boolean,
  visit: (x: number, w: number, y: number) => void,
): number[] {
  const [C, last] = w.slice(-2) as [number, number]
  const F = depthwise ? C * last : last
  const { shape, inside } = taps(x.slice(1, -1), w.slice(0, -2), windows)
  const yShape = [x[0]!, ...shape, F]
  for (const position of indicesOf(shape))
    for (const [index, tap] of inside(position))
      for (let n = 0; n < x[0]!; n++) {
        const px = offset(x, [n, ...index, 0])
        const py = offset(yShape, [n, ...position, 0])
        const pw = offset(w, [...tap, 0, 0])
        for (let c = 0; c < C; c++)
          for (let f = 0; f < last; f++) visit(px + c, pw + c * last + f, py + (depthwise ? c * last + f : f))
      }
  return yShape
}

/** Convolution of images or volumes, by plain loops. */
export function convolution(x: Nd, w: Nd, windows: Windows, depthwise = false): Nd {
  const y = build(
    eachProduct(x.shape, w.shape, windows, depthwise, () => {}),
    () => 0,
  )
  eachProduct(x.shape, w.shape, windows, depthwise, (i, j, k) => {
    y.data[k]! += x.data[i]! * w.data[j]!
  })
  return y
}

export function convolutionGradients(dy: Nd, x: Nd, w: Nd, windows: Windows, depthwise = false): [Nd, Nd] {
  const dx = build(x.shape, () => 0)
  const dw = build(w.shape, () => 0)
  eachProduct(x.shape, w.shape, windows, depthwise, (i, j, k) => {
    dx.data[i]! += dy.data[k]! * w.data[j]!
    dw.data[j]! += dy.data[k]! * x.data[i]!
  })
  return [dx, dw]
}

/** Pooling of images or volumes: `f` gets the elements of a window that lie inside. */
export function pooling(
  x: Nd,
  kernel: readonly number[],
  windows: Windows,
  f: (values: number[]) => number,
): Nd {
  const { shape, inside } = taps(x.shape.slice(1, -1), kernel, windows)
  return build([x.shape[0]!, ...shape, x.shape.at(-1)!], (i) =>
    f(inside(i.slice(1, -1)).map(([index]) => at(x, [i[0]!, ...index, i.at(-1)!]))),
  )
}

/** The gradient of pooling: `share` tells how much of dy each element of a window gets. */
export function poolingGradient(
  dy: Nd,
  x: Nd,
  kernel: readonly number[],
  windows: Windows,
  share: (values: number[]) => number[],
): Nd {
  const dx = build(x.shape, () => 0)
  const { shape, inside } = taps(x.shape.slice(1, -1), kernel, windows)
  for (const [n, ...rest] of indicesOf([x.shape[0]!, ...shape, x.shape.at(-1)!])) {
    const c = rest.at(-1)!
    const elements = inside(rest.slice(0, -1)).map(([index]) => offset(x.shape, [n!, ...index, c]))
    share(elements.map((i) => x.data[i]!)).forEach((part, i) => {
      dx.data[elements[i]!]! += part * at(dy, [n!, ...rest])
    })
  }
  return dx
}

/** Whether all axes have an output. */
export const fits = (input: readonly number[], kernel: readonly number[], windows: Windows): boolean =>
  sizeOf(taps(input, kernel, windows).shape.map((n) => Math.max(0, n))) > 0
