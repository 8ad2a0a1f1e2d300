import { tf } from '../../tf.js'
import type { KernelArgs, WasmKernel } from '../kernel.js'
import { cast } from './elementwise.js'

const { parseAxisParam, sizeFromShape } = tf.util

/** Whether all axes that are summed come before, or behind, those that are kept; ones of one element may be anywhere. */
function placesOf(
  shape: readonly number[],
  summed: readonly number[],
  kept: readonly number[],
): [leading: boolean, trailing: boolean] {
  const places = (axes: readonly number[], others: readonly number[]): [boolean, boolean] => [
    axes.every((axis) => others.every((other) => axis < other)),
    axes.every((axis) => others.every((other) => axis > other)),
  ]
  const [leading, trailing] = places(summed, kept)
  if (leading || trailing) return [leading, trailing]
  const long = (axis: number) => shape[axis] !== 1
  return places(summed.filter(long), kept.filter(long))
}

/** Sums over leading or trailing axes in one pass; others go to the kernel that ships with the backend. */
function reduce(name: string, scaleBy: (count: number) => number): WasmKernel {
  return {
    name,
    run(args: KernelArgs, fallback) {
      const { inputs, attrs, backend } = args
      const x: tf.TensorInfo = inputs.x
      const axes = [...parseAxisParam(attrs.axis, x.shape)].sort((a, b) => a - b)
      const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis))
      const [leading, trailing] = placesOf(x.shape, axes, kept)
      if (x.dtype !== 'float32' || axes.length === 0 || !(leading || trailing)) return fallback(args)
      const shape = attrs.keepDims
        ? x.shape.map((d, axis) => (axes.includes(axis) ? 1 : d))
        : kept.map((axis) => x.shape[axis]!)
      const count = sizeFromShape(axes.map((axis) => x.shape[axis]!))
      const others = sizeFromShape(kept.map((axis) => x.shape[axis]!))
      const out = backend.output(shape)
      const source = backend.address(x)
      const work = 8 * count * others
      // a total is a single row: added up along it
      const sizes = trailing ? [others, count] : [count, others]
      backend.run(
        trailing ? 'sumColumns' : 'sumRows',
        work,
        source,
        ...sizes,
        scaleBy(count),
        backend.address(out),
      )
      return out
    },
  }
}

export const sum = reduce('Sum', () => 1)
const meanOfFloats = reduce('Mean', (count) => 1 / count)

/** That of integers is that of floats. */
export const mean: WasmKernel = {
  name: 'Mean',
  run(args, fallback) {
    const { inputs, backend } = args
    if (inputs.x.dtype !== 'int32') return meanOfFloats.run(args, fallback)
    const x = cast.run({ ...args, attrs: { dtype: 'float32' } }, fallback) as tf.TensorInfo
    try {
      return fallback({ ...args, inputs: { x } })
    } finally {
      backend.disposeData(x.dataId)
    }
  },
}
