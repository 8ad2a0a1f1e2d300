import { showShape } from '../../../support/errors.js'
import { tf } from '../../tf.js'
import type { KernelArgs } from '../kernel.js'
import { type Check, refusal } from './refuse.js'

const { parseAxisParam, sizeFromShape } = tf.util

/** Refuses indices that are not among `size`. */
function within(
  operator: string,
  { backend }: KernelArgs,
  indices: tf.TensorInfo,
  size: number,
  expected = (index: number, _place: number) => `the index value ${index} is not in [0, ${size - 1}]`,
): void {
  if (indices.dtype !== 'int32') return
  backend.inspect(indices, (values) => {
    for (let i = 0; i < values.length; i++) {
      const index = values[i]!
      if (index >= 0 && index < size) continue
      throw refusal(operator, expected(index, i), `index ${index} of ${size}`)
    }
  })
}

/** Refuses rows of indices that do not point into a shape. */
function pointsInto(
  operator: string,
  args: KernelArgs,
  indices: tf.TensorInfo,
  shape: readonly number[],
): void {
  if (indices.dtype !== 'int32') return
  const depth = indices.shape.length > 1 ? indices.shape.at(-1)! : 1
  if (depth > shape.length) {
    throw refusal(
      operator,
      `indices have at most ${shape.length} columns, one for each axis of ${showShape(shape)}`,
      `indices of shape ${showShape(indices.shape)}`,
      'SHAPE',
    )
  }
  args.backend.inspect(indices, (values) => {
    for (let i = 0; i < values.length; i++) {
      const extent = shape[i % depth]!
      if (values[i]! >= 0 && values[i]! < extent) continue
      const first = i - (i % depth)
      const row = Array.from(values.subarray(first, first + depth))
      throw refusal(operator, `indices must point into the shape ${showShape(shape)}`, showShape(row))
    }
  })
}

const notNegative = (operator: string, { backend }: KernelArgs, x: tf.TensorInfo): void => {
  if (x.dtype !== 'int32') return
  backend.inspect(x, (values) => {
    const wrong = values.find((value) => value < 0)
    if (wrong !== undefined) throw refusal(operator, 'Input x must be non-negative', String(wrong))
  })
}

const segments =
  (name: string): Check =>
  (args) => {
    const { data, indices, segmentIds } = args.inputs
    if (sizeFromShape(indices.shape) !== sizeFromShape(segmentIds.shape)) {
      const received = `${showShape(indices.shape)} and ${showShape(segmentIds.shape)}`
      throw refusal(name, 'segmentIds and indices should have same size', received, 'SHAPE')
    }
    const rows: number = data.shape[0]
    const expected = (index: number, place: number) =>
      `indices[${place}] == ${index} out of range [0, ${rows})`
    within(name, args, indices, rows, expected)
  }

/** Kernels that are told places in a tensor. */
export const indexChecks: Record<string, Check> = {
  Bincount: (args) => notNegative('bincount', args, args.inputs.x),
  CropAndResize: (args) => within('cropAndResize', args, args.inputs.boxInd, args.inputs.image.shape[0]),
  DenseBincount: (args) => notNegative('denseBincount', args, args.inputs.x),
  GatherNd: (args) => pointsInto('gatherND', args, args.inputs.indices, args.inputs.params.shape),
  GatherV2(args) {
    const { x, indices } = args.inputs
    const axis = parseAxisParam(args.attrs.axis, x.shape)[0]!
    const { batchDims = 0 } = args.attrs
    // knows which batches fit together
    tf.backend_util.segment_util.collectGatherOpShapeInfo(x, indices, axis, batchDims)
    within('GatherV2', args, indices, x.shape[axis])
  },
  ScatterNd: (args) => pointsInto('scatterND', args, args.inputs.indices, args.attrs.shape),
  SparseSegmentMean: segments('sparseSegmentMean'),
  SparseSegmentSum: segments('sparseSegmentSum'),
  SparseToDense: (args) =>
    pointsInto('sparseToDense', args, args.inputs.sparseIndices, args.attrs.outputShape),
  TensorScatterUpdate: (args) =>
    pointsInto('tensorScatterUpdate', args, args.inputs.indices, args.inputs.tensor.shape),
  UnsortedSegmentSum({ inputs: { x, segmentIds } }) {
    const { shape } = segmentIds as tf.TensorInfo
    if (shape.every((extent, axis) => extent === x.shape[axis])) return
    const received = `x ${showShape(x.shape)} and segmentIds ${showShape(shape)}`
    throw refusal(
      'unsortedSegmentSum',
      'the shape of x must begin with that of segmentIds',
      received,
      'SHAPE',
    )
  },
}
