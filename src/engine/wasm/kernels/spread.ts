import { tf } from '../../tf.js'
import type { KeratinWasmBackend } from '../backend.js'
import type { WasmKernel } from '../kernel.js'

const { bytesPerElement, sizeFromShape } = tf.util

/** An axis of the result: its extent, and how far apart its elements are in the tensor; 0 where it is repeated. */
interface Axis {
  extent: number
  stride: number
}

/** Neighbouring axes that one stride describes, as one; the last is the line that is copied or filled. */
function merged(axes: readonly Axis[]): Axis[] {
  const result: Axis[] = []
  for (const { extent, stride } of axes) {
    if (extent === 1) continue
    const outer = result.at(-1)
    if (outer && outer.stride === stride * extent) {
      result[result.length - 1] = { extent: outer.extent * extent, stride }
    } else result.push({ extent, stride })
  }
  return result
}

function spread(
  backend: KeratinWasmBackend,
  x: tf.TensorInfo,
  axes: readonly Axis[],
  shape: number[],
): tf.TensorInfo {
  const output = backend.makeOutput(shape, x.dtype)
  const size = sizeFromShape(shape)
  if (size === 0) return output
  const unit = bytesPerElement(x.dtype)
  const outer = merged(axes)
  const line = outer.pop() ?? { extent: 1, stride: 1 }
  const table = Uint32Array.from(outer.flatMap(({ extent, stride }) => [extent, stride * unit]))
  backend.withScratch(table.byteLength, (scratch) => {
    backend.put(scratch, new Uint8Array(table.buffer))
    const lines = [outer.length, scratch, size / line.extent]
    const addresses = [backend.address(x), backend.address(output)]
    backend.run('spread', 2 * unit * size, ...addresses, unit, line.extent, line.stride, ...lines)
  })
  return output
}

/** Where the elements of each axis lie. */
const strides = (shape: readonly number[]): number[] =>
  shape.map((_, axis) => sizeFromShape(shape.slice(axis + 1)))

/** A tensor in the larger shape that it is broadcast to. */
export function broadcast(backend: KeratinWasmBackend, x: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  if (tf.util.arraysEqual(x.shape, shape)) return backend.reshaped(x, shape)
  const own = [...shape.slice(x.shape.length).map(() => 1), ...x.shape]
  const apart = strides(own)
  const axes = shape.map((extent, axis) => ({ extent, stride: own[axis] === 1 ? 0 : apart[axis]! }))
  return spread(backend, x, axes, shape)
}

/** Repeats a tensor along its axes. */
export const tile: WasmKernel = {
  name: 'Tile',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const x: tf.TensorInfo = inputs.x
    const repeats: number[] = attrs.reps
    if (x.dtype === 'string' || repeats.length !== x.shape.length) return fallback(args)
    const apart = strides(x.shape)
    const axes = x.shape.flatMap((extent, axis) => [
      { extent: repeats[axis]!, stride: 0 },
      { extent, stride: apart[axis]! },
    ])
    return spread(
      backend,
      x,
      axes,
      x.shape.map((extent, axis) => extent * repeats[axis]!),
    )
  },
}
