import { at, build, type Nd } from './reference.js'

export interface Window {
  strides: [number, number]
  dilations: [number, number]
  pad: 'same' | 'valid'
}

/** Output extent and zeros before the input along one axis, as TensorFlow defines them. */
export function extent(
  input: number,
  kernel: number,
  stride: number,
  dilation: number,
  pad: 'same' | 'valid',
) {
  const reach = (kernel - 1) * dilation + 1
  if (pad === 'valid') return { output: Math.floor((input - reach) / stride) + 1, before: 0 }
  const output = Math.ceil(input / stride)
  return { output, before: Math.floor(Math.max(0, (output - 1) * stride + reach - input) / 2) }
}

/**
 * Calls `visit` for each pair of a pixel and a tap that a convolution NHWC sums up: offsets into x, filter and y, of
 * which C, C·F and F numbers belong together.
 */
function eachTap(
  x: readonly number[],
  w: readonly number[],
  window: Window,
  visit: (x: number, w: number, y: number) => void,
) {
  const [N, H, W, C] = x as [number, number, number, number]
  const [KH, KW, , F] = w as [number, number, number, number]
  const vertical = extent(H, KH, window.strides[0], window.dilations[0], window.pad)
  const horizontal = extent(W, KW, window.strides[1], window.dilations[1], window.pad)
  for (let n = 0; n < N; n++)
    for (let oy = 0; oy < vertical.output; oy++)
      for (let ox = 0; ox < horizontal.output; ox++)
        for (let ky = 0; ky < KH; ky++)
          for (let kx = 0; kx < KW; kx++) {
            const iy = oy * window.strides[0] + ky * window.dilations[0] - vertical.before
            const ix = ox * window.strides[1] + kx * window.dilations[1] - horizontal.before
            if (iy < 0 || iy >= H || ix < 0 || ix >= W) continue
            const px = ((n * H + iy) * W + ix) * C
            const py = ((n * vertical.output + oy) * horizontal.output + ox) * F
            visit(px, (ky * KW + kx) * C * F, py)
          }
  return [N, vertical.output, horizontal.output, F]
}

export function conv2d(x: Nd, w: Nd, window: Window): Nd {
  const shape = eachTap(x.shape, w.shape, window, () => {})
  const y = build(shape, () => 0)
  const [, , C, F] = w.shape as [number, number, number, number]
  const [from, filter, to] = [x.data, w.data, y.data]
  eachTap(x.shape, w.shape, window, (i, j, k) => {
    for (let c = 0; c < C; c++)
      for (let f = 0; f < F; f++) to[k + f]! += from[i + c]! * filter[j + c * F + f]!
  })
  return y
}

export function conv2dGradients(dy: Nd, x: Nd, w: Nd, window: Window): [Nd, Nd] {
  const [dx, dw] = [build(x.shape, () => 0), build(w.shape, () => 0)]
  const [, , C, F] = w.shape as [number, number, number, number]
  eachTap(x.shape, w.shape, window, (i, j, k) => {
    for (let c = 0; c < C; c++)
      for (let f = 0; f < F; f++) {
        const tap = j + c * F + f
        dx.data[i + c]! += dy.data[k + f]! * w.data[tap]!
        dw.data[tap]! += dy.data[k + f]! * x.data[i + c]!
      }
  })
  return [dx, dw]
}

/** Pooling NHWC: `f` gets the elements of a window that lie inside the image. */
export function pool2d(x: Nd, kernel: [number, number], window: Window, f: (values: number[]) => number): Nd {
  const [N, H, W, C] = x.shape as [number, number, number, number]
  const vertical = extent(H, kernel[0], window.strides[0], 1, window.pad)
  const horizontal = extent(W, kernel[1], window.strides[1], 1, window.pad)
  return build([N, vertical.output, horizontal.output, C], ([n, oy, ox, c]) => {
    const values: number[] = []
    for (let ky = 0; ky < kernel[0]; ky++)
      for (let kx = 0; kx < kernel[1]; kx++) {
        const iy = oy! * window.strides[0] + ky - vertical.before
        const ix = ox! * window.strides[1] + kx - horizontal.before
        if (iy >= 0 && iy < H && ix >= 0 && ix < W) values.push(at(x, [n!, iy, ix, c!]))
      }
    return f(values)
  })
}
