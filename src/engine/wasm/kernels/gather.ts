import { tf } from '../../tf.js'
import type { WasmKernel } from '../kernel.js'

const { sizeFromShape } = tf.util

/** Parts of a tensor along an axis; indices may be given for each batch. They were checked before. */
export const gather: WasmKernel = {
  name: 'GatherV2',
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { x, indices }: { x: tf.TensorInfo; indices: tf.TensorInfo } = inputs
    if (indices.dtype !== 'int32' || (x.dtype !== 'float32' && x.dtype !== 'int32')) return fallback(args)
    const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!
    const batchDims: number = attrs.batchDims ?? 0
    const batch = sizeFromShape(x.shape.slice(0, batchDims))
    const outer = sizeFromShape(x.shape.slice(batchDims, axis))
    const width = sizeFromShape(x.shape.slice(axis + 1))
    const count = sizeFromShape(indices.shape.slice(batchDims))
    const shape = [...x.shape.slice(0, axis), ...indices.shape.slice(batchDims), ...x.shape.slice(axis + 1)]
    const out = backend.makeOutput(shape, x.dtype)
    if (sizeFromShape(shape) === 0) return out
    const [rows, line] = [x.shape[axis]! * width * 4, count * width * 4]
    const [from, ids, to] = [x, indices, out].map((t) => backend.address(t)) as [number, number, number]
    for (let b = 0, i = 0; b < batch; b++) {
      for (let o = 0; o < outer; o++, i++) {
        const own = ids + b * count * 4
        const places = [from + i * rows, own, count, width, to + i * line, width]
        backend.run('gatherRows', count * width * 8, ...places)
      }
    }
    return out
  },
}

/** Sums of the rows that share an index: the gradient of gather. */
export const unsortedSegmentSum: WasmKernel = {
  name: 'UnsortedSegmentSum',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { x, segmentIds } = inputs
    const rank = segmentIds.shape.length
    if (x.dtype !== 'float32' || segmentIds.dtype !== 'int32') return fallback(args)
    const count = sizeFromShape(segmentIds.shape)
    const width = sizeFromShape(x.shape.slice(rank))
    const out = backend.output([attrs.numSegments, ...x.shape.slice(rank)])
    const sizes = [count, width, attrs.numSegments]
    const addresses = [backend.address(x), backend.address(segmentIds)]
    backend.run('segmentSum', count * width * 8, ...addresses, ...sizes, backend.address(out))
    return out
  },
}
