import { tf } from '../../tf.js'
import type { WasmKernel } from '../kernel.js'

const { bytesPerElement, parseAxisParam, sizeFromShape } = tf.util

/** Puts tensors together along an axis; the kernel that ships with the backend copies them line by line in JavaScript. */
export const concat: WasmKernel = {
  name: 'Concat',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const all = Object.values(inputs) as tf.TensorInfo[]
    const given = all.filter(({ shape }) => sizeFromShape(shape) > 0)
    const [first] = given
    if (!first || given.length === 1 || first.dtype === 'string') return fallback(args)
    if (given.some(({ dtype }) => dtype !== first.dtype)) return fallback(args)
    const shapes = all.map(({ shape }) => shape)
    const axis = parseAxisParam(attrs.axis, first.shape)[0]!
    tf.backend_util.assertParamsConsistent(shapes, axis)
    const out = backend.makeOutput(tf.backend_util.computeOutShape(shapes, axis), first.dtype)
    const unit = bytesPerElement(first.dtype)
    const lines = sizeFromShape(first.shape.slice(0, axis))
    const stride = sizeFromShape(out.shape.slice(axis)) * unit
    let target = backend.address(out)
    for (const tensor of given) {
      const bytes = sizeFromShape(tensor.shape.slice(axis)) * unit
      backend.kernels.copyBlocks(backend.address(tensor), bytes, target, stride, bytes, lines)
      target += bytes
    }
    return out
  },
}
