import { tf } from '../../tf.js'
import type { WasmKernel } from '../kernel.js'

const { parseAxisParam, sizeFromShape } = tf.util

/** Neighbouring axes that are reduced together, between those before and those after. */
interface Reduction {
  groups: number
  rows: number
  columns: number
}

/** How axes are reduced by one walk over memory; undefined if others lie in between. */
export function reductionOf(shape: readonly number[], axes: readonly number[]): Reduction | undefined {
  const sorted = [...axes].sort((a, b) => a - b)
  const first = sorted[0]
  if (first === undefined || sorted.some((axis, i) => axis !== first + i)) return undefined
  return {
    groups: sizeFromShape(shape.slice(0, first)),
    rows: sizeFromShape(shape.slice(first, first + sorted.length)),
    columns: sizeFromShape(shape.slice(first + sorted.length)),
  }
}

const extremum = (name: string, smallest: number): WasmKernel => ({
  name,
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const x: tf.TensorInfo = inputs.x
    const axes = parseAxisParam(attrs.reductionIndices ?? attrs.axis, x.shape)
    const reduction = reductionOf(x.shape, axes)
    const size = sizeFromShape(x.shape)
    if (!reduction || x.dtype !== 'float32' || size === 0) return fallback(args)
    const { groups, rows, columns } = reduction
    const kept = x.shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
    const out = backend.output(attrs.keepDims ? kept : kept.filter((_, axis) => !axes.includes(axis)))
    const addresses = [backend.address(x), backend.address(out)]
    backend.run('reduceExtremum', 4 * size, smallest, ...addresses, groups, rows, columns)
    return out
  },
})

/** The largest number over some axes. */
export const max = extremum('Max', 0)
/** The smallest number over some axes. */
export const min = extremum('Min', 1)

const argExtremum = (name: string, smallest: number): WasmKernel => ({
  name,
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const x: tf.TensorInfo = inputs.x
    const axes = parseAxisParam(attrs.axis, x.shape)
    const reduction = reductionOf(x.shape, axes)
    const size = sizeFromShape(x.shape)
    if (!reduction || axes.length !== 1 || x.dtype !== 'float32' || size === 0) return fallback(args)
    const out = backend.makeOutput(
      x.shape.filter((_, axis) => axis !== axes[0]),
      'int32',
    )
    const { groups, rows, columns } = reduction
    backend.run(
      'argExtremum',
      8 * size,
      smallest,
      backend.address(x),
      backend.address(out),
      groups,
      rows,
      columns,
    )
    return out
  },
})

/** Where the largest number along an axis is; the kernel that ships with the backend stops at NaN. */
export const argMax = argExtremum('ArgMax', 0)
/** Where the smallest number along an axis is. */
export const argMin = argExtremum('ArgMin', 1)

/** dy where x is the extremum y, shared where several are; told groups, rows and columns. */
export const extremumGrad: WasmKernel = {
  name: 'KeratinExtremumGrad',
  run({ inputs, attrs, backend }) {
    const { x, y, dy } = inputs
    const { groups, rows, columns } = attrs as unknown as Reduction
    const dx = backend.output(x.shape)
    const addresses = [x, y, dy, dx].map((tensor) => backend.address(tensor))
    backend.run('extremumGrad', 8 * sizeFromShape(x.shape), ...addresses, groups, rows, columns)
    return dx
  },
}
