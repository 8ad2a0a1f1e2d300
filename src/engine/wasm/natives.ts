import type { tf } from '../tf.js'
import type { KernelArgs } from './kernel.js'

type Dtype = tf.DataType

/** Kernels by the types that those which ship with TensorFlow.js compute with rightly. */
const groups: readonly (readonly [dtypes: readonly Dtype[], kernels: string])[] = [
  [
    ['float32', 'int32'],
    'Abs Add AddN Atan Atan2 Bincount DenseBincount Cumprod Cumsum LeakyRelu Mean Multiply Prod Relu Relu6 ' +
      'Round Sign Softplus SparseFillEmptyRows SparseSegmentMean SparseSegmentSum SquaredDifference Step Sub Sum TopK',
  ],
  [
    ['float32', 'int32', 'bool'],
    'ArgMax ArgMin BatchToSpaceND BroadcastArgs Cast Concat Diag Fill GatherNd GatherV2 LinSpace Max Min ' +
      'MirrorPad NonMaxSuppressionV3 NonMaxSuppressionV4 NonMaxSuppressionV5 OnesLike Pack PadV2 Range ' +
      'ScatterNd SearchSorted Slice SpaceToBatchND SparseReshape SparseToDense SplitV ' +
      'TensorScatterUpdate Tile Transpose Unique Unpack ZerosLike',
  ],
  [['bool'], 'All Any LogicalAnd LogicalNot LogicalOr LogicalXor'],
  [['int32'], 'BitwiseAnd OneHot'],
  [['float32', 'int32', 'bool', 'string', 'complex64'], 'ExpandDims Reshape'],
  [['float32', 'int32', 'string'], 'StringNGrams StringSplit StringToHashBucketFast'],
  // wrong for some shapes: batches of more than one image, boxes at the border, planes in another order
  [
    [],
    'CropAndResize Dilation2D Dilation2DBackpropFilter Dilation2DBackpropInput MaxPoolWithArgmax ' +
      'ResizeBilinearGrad ResizeNearestNeighborGrad',
  ],
]

const table = new Map(
  groups.flatMap(([dtypes, kernels]) => kernels.split(' ').map((name) => [name, new Set(dtypes)] as const)),
)
/** The type that is left to the others. */
const floats: ReadonlySet<Dtype> = new Set<Dtype>(['float32'])

/** Kernels whose inputs are of several types, such as values and indices. */
const mixed = new Set(
  (
    'Bincount DenseBincount BroadcastArgs GatherNd GatherV2 NonMaxSuppressionV3 NonMaxSuppressionV4 ' +
    'NonMaxSuppressionV5 ScatterNd SparseFillEmptyRows SparseReshape SparseSegmentMean SparseSegmentSum ' +
    'SparseToDense StringNGrams StringSplit StringToHashBucketFast TensorScatterUpdate'
  ).split(' '),
)

/** The types that a kernel which ships with TensorFlow.js computes with rightly; the cpu backend takes the others. */
export const nativeDtypes = (name: string): ReadonlySet<Dtype> => table.get(name) ?? floats

/**
 * Whether a kernel that ships with TensorFlow.js may be given these tensors. It would take the bytes of other types for
 * numbers of its own, and write four bytes where one has its place; and it was not written for tensors without values.
 */
export function takesNatively(name: string): (args: KernelArgs) => boolean {
  const dtypes = nativeDtypes(name)
  const several = mixed.has(name)
  return ({ inputs, attrs }) => {
    if (attrs?.dtype && !dtypes.has(attrs.dtype)) return false
    let first: Dtype | undefined
    for (const key in inputs) {
      const x: tf.TensorInfo | undefined = inputs[key]
      if (!x) continue
      if (!dtypes.has(x.dtype) || x.shape.includes(0)) return false
      first ??= x.dtype
      if (x.dtype !== first && !several) return false
    }
    return true
  }
}
