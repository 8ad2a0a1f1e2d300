import { KeratinError } from '../../../support/errors.js'
import { tf } from '../../tf.js'
import type { KeratinWasmBackend } from '../backend.js'
import type { WasmKernel } from '../kernel.js'

const { sizeFromShape } = tf.util

/** Refuses indices that would read outside of the rows. */
function checkIndices(backend: KeratinWasmBackend, indices: tf.TensorInfo, rows: number): void {
  const values = backend.view(indices)
  for (let i = 0; i < values.length; i++) {
    const index = values[i]!
    if (index >= 0 && index < rows) continue
    throw new KeratinError(
      'ARGUMENT',
      `gather: index ${index} is not one of the ${rows} rows (0 to ${rows - 1}).`,
    )
  }
}

/** Rows of a table; other axes go to the kernel that ships with the backend. */
export const gather: WasmKernel = {
  name: 'GatherV2',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { x, indices } = inputs
    const axis = tf.util.parseAxisParam(attrs.axis, x.shape)[0]!
    if (indices.dtype !== 'int32') return fallback(args)
    checkIndices(backend, indices, x.shape[axis]!)
    if (axis !== 0 || attrs.batchDims || x.dtype === 'bool' || x.dtype === 'string') return fallback(args)
    const count = sizeFromShape(indices.shape)
    const width = sizeFromShape(x.shape.slice(1))
    const out = backend.makeOutput([...indices.shape, ...x.shape.slice(1)], x.dtype)
    const addresses = [backend.address(x), backend.address(indices)]
    backend.run('gatherRows', count * width * 8, ...addresses, count, width, backend.address(out))
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
