import { tf } from '../../tf.js'
import type { WasmKernel } from '../kernel.js'
import { type Borders, withBorders } from './planes.js'

const { bytesPerElement, parseAxisParam, sizeFromShape } = tf.util

/** Another handle on the same values; the kernel that ships with the backend copies them. */
export const identity: WasmKernel = {
  name: 'Identity',
  run: ({ inputs, backend }) => backend.reshaped(inputs.x, inputs.x.shape),
}

/** Puts axes in another order. Where only axes of one element move, nothing does. */
export const transpose: WasmKernel = {
  name: 'Transpose',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const x: tf.TensorInfo = inputs.x
    const order = (attrs.perm as number[]).filter((axis) => x.shape[axis] !== 1)
    if (x.dtype === 'string' || order.some((axis, i) => i > 0 && axis < order[i - 1]!)) return fallback(args)
    return backend.reshaped(
      x,
      (attrs.perm as number[]).map((axis) => x.shape[axis]!),
    )
  },
}

/** Fills up behind and before: borders of two neighbouring axes, as of images, in one pass; nothing where there are none. */
export const padV2: WasmKernel = {
  name: 'PadV2',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const paddings: Borders = attrs.paddings
    const { x }: { x: tf.TensorInfo } = inputs
    const isFull = paddings.every(([before, after]) => before === 0 && after === 0)
    if (isFull && x.dtype !== 'string') return backend.reshaped(x, x.shape)
    const padded = x.dtype === 'float32' && withBorders(backend, x, paddings, attrs.constantValue)
    return padded || fallback(args)
  },
}

/** Cuts a tensor into the pieces along an axis. */
export const unpack: WasmKernel = {
  name: 'Unpack',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const value: tf.TensorInfo = inputs.value
    if (value.dtype === 'string') return fallback(args)
    const axis = parseAxisParam(attrs.axis, value.shape)[0]!
    const count = value.shape[axis]!
    const shape = value.shape.filter((_, i) => i !== axis)
    const bytes = sizeFromShape(value.shape.slice(axis + 1)) * bytesPerElement(value.dtype)
    const blocks = sizeFromShape(value.shape.slice(0, axis))
    const outputs = Array.from({ length: count }, () => backend.makeOutput(shape, value.dtype))
    const source = backend.address(value)
    for (const [i, output] of outputs.entries()) {
      backend.kernels.copyBlocks(
        source + i * bytes,
        count * bytes,
        backend.address(output),
        bytes,
        bytes,
        blocks,
      )
    }
    return outputs
  },
}

/** Puts tensors of one shape together along a new axis. */
export const pack: WasmKernel = {
  name: 'Pack',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const values = Object.values(inputs) as tf.TensorInfo[]
    const { shape, dtype } = values[0]!
    if (dtype === 'string' || values.some((v) => v.dtype !== dtype || !tf.util.arraysEqual(v.shape, shape))) {
      return fallback(args)
    }
    const axis: number = attrs.axis < 0 ? attrs.axis + shape.length + 1 : attrs.axis
    const bytes = sizeFromShape(shape.slice(axis)) * bytesPerElement(dtype)
    const blocks = sizeFromShape(shape.slice(0, axis))
    const output = backend.makeOutput([...shape.slice(0, axis), values.length, ...shape.slice(axis)], dtype)
    const sources = values.map((value) => backend.address(value))
    const target = backend.address(output)
    for (const [i, source] of sources.entries()) {
      backend.kernels.copyBlocks(source, bytes, target + i * bytes, values.length * bytes, bytes, blocks)
    }
    return output
  },
}
