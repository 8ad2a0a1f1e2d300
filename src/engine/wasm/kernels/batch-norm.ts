import { tf } from '../../tf.js'
import type { KeratinWasmBackend } from '../backend.js'
import type { WasmKernel } from '../kernel.js'

/** Groups of rows that are summed on their own; a fixed number, for fixed sums. */
const GROUPS = 16

function sizes(shape: number[]) {
  const C = shape.at(-1)!
  const rows = tf.util.sizeFromShape(shape) / C
  /** Bytes of one number per channel, in whole vectors. */
  const bytes = Math.ceil(C / 4) * 16
  return { C, rows, bytes, groups: Math.min(rows, GROUPS) }
}

/** The mean of x - centre, or of its square, for each channel, left at `out`. */
function means(
  backend: KeratinWasmBackend,
  shape: number[],
  x: number,
  centre: number,
  squared: number,
  out: number,
): void {
  const { C, rows, bytes, groups } = sizes(shape)
  backend.withScratch(groups * bytes, (sums) => {
    backend.run('channelSums', rows * C * 4, x, rows, C, centre, squared, groups, bytes, sums)
    backend.kernels.sumGroups(sums, groups, bytes, bytes / 4, out, 0, 1)
  })
  const values = backend.floats(out, C)
  for (let c = 0; c < C; c++) values[c]! /= rows
}

/** Normalizes each channel over the batch: outputs y, mean and variance. */
export const batchNorm: WasmKernel = {
  name: 'KeratinBatchNorm',
  run({ inputs: { x, gamma, beta }, attrs, backend }) {
    const { C, rows, bytes } = sizes(x.shape)
    const outputs = [backend.output(x.shape), backend.output([C]), backend.output([C])] as const
    const [y, mean, variance] = outputs.map((t) => backend.address(t)) as [number, number, number]
    const from = backend.address(x)
    backend.withScratch(4 * bytes, (scale) => {
      const [shift, centre, squares] = [scale + bytes, scale + 2 * bytes, scale + 3 * bytes]
      means(backend, x.shape, from, 0, 0, centre)
      means(backend, x.shape, from, centre, 1, squares)
      const m = backend.floats(centre, C)
      const v = backend.floats(squares, C)
      const [factors, offsets] = [backend.floats(scale, C), backend.floats(shift, C)]
      const [g, b] = [gamma && backend.view(gamma), beta && backend.view(beta)]
      for (let c = 0; c < C; c++) {
        factors[c] = (g ? g[c] : 1) / Math.sqrt(v[c]! + attrs.epsilon)
        offsets[c] = (b ? b[c] : 0) - m[c]! * factors[c]!
      }
      backend.floats(mean, C).set(m)
      backend.floats(variance, C).set(v)
      backend.run('scaleChannels', rows * C * 8, from, rows, C, scale, shift, 0, 0, y)
    })
    return [...outputs]
  },
}

/** Gradients of x, gamma and beta. */
export const batchNormGrad: WasmKernel = {
  name: 'KeratinBatchNormGrad',
  run({ inputs: { x, dy, gamma, mean, variance }, attrs, backend }) {
    const { C, rows, bytes, groups } = sizes(x.shape)
    const outputs = [backend.output(x.shape), backend.output([C]), backend.output([C])] as const
    const [dx, dGamma, dBeta] = outputs.map((t) => backend.address(t)) as [number, number, number]
    const [from, gradient] = [backend.address(x), backend.address(dy)]
    backend.withScratch(6 * bytes + groups * 2 * bytes, (centre) => {
      const [sums, scale, shift, factor] = [1, 3, 4, 5].map((i) => centre + i * bytes) as [
        number,
        number,
        number,
        number,
      ]
      const room = centre + 6 * bytes
      backend.floats(centre, C).set(backend.view(mean))
      const work = rows * C * 8
      backend.run('channelProducts', work, from, gradient, rows, C, centre, groups, 2 * bytes, room)
      backend.kernels.sumGroups(room, groups, 2 * bytes, bytes / 2, sums, 0, 1)
      const [total, product] = [backend.floats(sums, C), backend.floats(sums + bytes, C)]
      const [m, v, g] = [backend.view(mean), backend.view(variance), gamma && backend.view(gamma)]
      const [ofDy, offset, ofX] = [scale, shift, factor].map((at) => backend.floats(at, C)) as [
        Float32Array,
        Float32Array,
        Float32Array,
      ]
      const [gammas, betas] = [backend.floats(dGamma, C), backend.floats(dBeta, C)]
      for (let c = 0; c < C; c++) {
        const inverse = 1 / Math.sqrt(v[c]! + attrs.epsilon)
        const slope = (g ? g[c]! : 1) * inverse
        gammas[c] = product[c]! * inverse
        betas[c] = total[c]!
        ofDy[c] = slope
        // dx = slope (dy - mean(dy) - (x - mean) inverse² mean(dy (x - mean)))
        const bend = (-slope * inverse * inverse * product[c]!) / rows
        ofX[c] = bend
        offset[c] = (-slope * total[c]!) / rows - m[c]! * bend
      }
      backend.run('scaleChannels', work, gradient, rows, C, scale, shift, from, factor, dx)
    })
    return [...outputs]
  },
}

/** x * scale + shift, with numbers of each channel. */
export const scaleChannels: WasmKernel = {
  name: 'KeratinScaleChannels',
  run({ inputs: { x, scale, shift }, backend }) {
    const { C, rows } = sizes(x.shape)
    const y = backend.output(x.shape)
    const [from, by, plus, to] = [x, scale, shift, y].map((t) => backend.address(t)) as [
      number,
      number,
      number,
      number,
    ]
    backend.run('scaleChannels', rows * C * 8, from, rows, C, by, plus, 0, 0, to)
    return y
  },
}
