import { tf } from '../../tf.js'
import type { HostCode, KeratinWasmBackend } from '../backend.js'
import type { WasmKernel } from '../kernel.js'
import { unbounded } from './as-they-are.js'

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
  backend.host(divide, [out], [C, rows])
}

const divide: HostCode = (backend, [out], [C, rows]: [number, number]) => {
  const values = backend.floats(out, C)
  for (let c = 0; c < C; c++) values[c]! /= rows
}

/** From mean and variance to the factors and offsets that normalize, and the outputs. */
const normalizers: HostCode = (
  backend,
  [centre, squares, scale, shift, gamma, beta, mean, variance],
  [C, epsilon]: [number, number],
) => {
  const [m, v] = [backend.floats(centre, C), backend.floats(squares, C)]
  const [factors, offsets] = [backend.floats(scale, C), backend.floats(shift, C)]
  const [g, b] = [gamma && backend.floats(gamma, C), beta && backend.floats(beta, C)]
  for (let c = 0; c < C; c++) {
    factors[c] = (g ? g[c]! : 1) / Math.sqrt(v[c]! + epsilon)
    offsets[c] = (b ? b[c]! : 0) - m[c]! * factors[c]!
  }
  backend.floats(mean, C).set(m)
  backend.floats(variance, C).set(v)
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
      const given = [gamma, beta].map((t) => (t ? backend.address(t) : 0))
      const places = [centre, squares, scale, shift, ...given, mean, variance]
      backend.host(normalizers, places, [C, attrs.epsilon])
      backend.run('scaleChannels', rows * C * 8, from, rows, C, scale, shift, 0, 0, ...unbounded, y)
    })
    return [...outputs]
  },
}

const copyFloats: HostCode = (backend, [from, to], [n]: [number]) => {
  backend.floats(to, n).set(backend.floats(from, n))
}

/** From the sums of dy and of its products with x - mean to the gradients, and to the factors that give dx. */
const slopes: HostCode = (
  backend,
  [totals, products, means, variances, gamma, scale, shift, factor, dGamma, dBeta],
  [C, epsilon, rows]: [number, number, number],
) => {
  const floats = (address: number) => backend.floats(address, C)
  const [total, product, m, v] = [floats(totals), floats(products), floats(means), floats(variances)]
  const [ofDy, offset, ofX] = [floats(scale), floats(shift), floats(factor)]
  const [gammas, betas, g] = [floats(dGamma), floats(dBeta), gamma && floats(gamma)]
  for (let c = 0; c < C; c++) {
    const inverse = 1 / Math.sqrt(v[c]! + epsilon)
    const slope = (g ? g[c]! : 1) * inverse
    gammas[c] = product[c]! * inverse
    betas[c] = total[c]!
    ofDy[c] = slope
    // dx = slope (dy - mean(dy) - (x - mean) inverse² mean(dy (x - mean)))
    const bend = (-slope * inverse * inverse * product[c]!) / rows
    ofX[c] = bend
    offset[c] = (-slope * total[c]!) / rows - m[c]! * bend
  }
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
      backend.host(copyFloats, [backend.address(mean), centre], [C])
      const work = rows * C * 8
      backend.run('channelProducts', work, from, gradient, rows, C, centre, groups, 2 * bytes, room)
      backend.kernels.sumGroups(room, groups, 2 * bytes, bytes / 2, sums, 0, 1)
      const given = [mean, variance].map((t) => backend.address(t))
      const places = [sums, sums + bytes, ...given, gamma ? backend.address(gamma) : 0]
      backend.host(slopes, [...places, scale, shift, factor, dGamma, dBeta], [C, attrs.epsilon, rows])
      backend.run('scaleChannels', work, gradient, rows, C, scale, shift, from, factor, ...unbounded, dx)
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
    backend.run('scaleChannels', rows * C * 8, from, rows, C, by, plus, 0, 0, ...unbounded, to)
    return y
  },
}
