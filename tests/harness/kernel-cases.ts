import type { CaseInput, KernelCase } from './kernel-case.js'
import { windowCases } from './window-cases.js'

const ints = (...values: number[]): CaseInput => ({ shape: [values.length], values, dtype: 'int32' })
const table = (shape: number[], ...values: number[]): CaseInput => ({ shape, values, dtype: 'int32' })
const floats = (shape: number[], ...values: number[]): CaseInput => ({ shape, values, dtype: 'float32' })
const bools = (n: number): CaseInput => ({
  shape: [n],
  values: Array.from({ length: n }, (_, i) => Number(i % 3 === 0)),
  dtype: 'bool',
})

const each = (names: string, ...cases: KernelCase[]): Record<string, KernelCase[]> =>
  Object.fromEntries(names.split(' ').map((name) => [name, cases]))

const vectors = [[1], [3], [64], [3001]]
const unary = (attrs?: Record<string, unknown>): KernelCase[] =>
  vectors.map((x) => ({ inputs: { x }, attrs }))
const binary: KernelCase[] = [
  ...vectors.map((shape) => ({ inputs: { a: shape, b: shape } })),
  { inputs: { a: [5, 1, 3], b: [7, 1] } },
  { inputs: { a: [], b: [33] } },
]
const reduction = (key: string, more: object = {}): KernelCase[] =>
  [[0], [1], [0, 2], [0, 1, 2], [1, 2]].map((axes) => ({
    inputs: { x: [5, 7, 9] },
    attrs: { [key]: axes, keepDims: false, ...more },
  }))
const image = [2, 6, 7, 3]
const boxes = floats([3, 4], 0, 0, 0.5, 0.5, 0.1, 0.1, 0.9, 1.2, 0.6, 0.6, 0.1, 0.2)
const overlap = { iouThreshold: 0.5, scoreThreshold: 0.1, maxOutputSize: 3 }

/** How every numeric kernel of the embedded engine that TensorFlow.js knows is called. */
export const kernelCases: Record<string, KernelCase[]> = {
  ...windowCases,
  ...each(
    'Abs Acos Acosh Asin Asinh Atan Atanh Ceil Cos Cosh Elu Erf Exp Expm1 Floor Identity IsFinite IsInf IsNan Log ' +
      'Log1p LogicalNot Neg OnesLike Reciprocal Relu Relu6 Round Rsqrt Selu Sigmoid Sign Sin Sinh Softplus Sqrt ' +
      'Square Tan Tanh ZerosLike',
    ...unary(),
  ),
  ...each(
    'Add Atan2 BitwiseAnd Equal Greater GreaterEqual Less LessEqual LogicalAnd LogicalOr ' +
      'Maximum Minimum Mod Multiply NotEqual Pow RealDiv SquaredDifference Sub',
    ...binary,
  ),
  // of floats the cpu engine makes integers
  FloorDiv: binary.map((c) => ({ ...c, types: ['int32'] })),
  LogicalXor: binary.map((c) => ({ ...c, types: ['bool'], unjudged: true })),
  EluGrad: [{ inputs: { dy: [33], y: [33] } }],
  LeakyRelu: unary({ alpha: 0.3 }),
  Step: unary({ alpha: 0.2 }),
  ClipByValue: unary({ clipValueMin: -1, clipValueMax: 2 }),
  ...Object.fromEntries(['float32', 'int32', 'bool'].map((dtype) => [`Cast to ${dtype}`, unary({ dtype })])),
  Max: reduction('reductionIndices'),
  ...each('All Any Mean Min Prod Sum', ...reduction('axis'), ...reduction('axis', { keepDims: true })),
  ...each('ArgMax ArgMin', ...[0, 1, 2].map((axis) => ({ inputs: { x: [5, 7, 9] }, attrs: { axis } }))),
  ...each(
    'Cumsum Cumprod',
    ...[0, 1, 2].flatMap((axis) =>
      [false, true].map((flag) => ({
        inputs: { x: [2, 3, 4] },
        attrs: { axis, exclusive: flag, reverse: !flag },
      })),
    ),
  ),
  Softmax: [{ inputs: { logits: [5, 33] }, attrs: { dim: 1 } }],
  AddN: [{ inputs: { '0': [33], '1': [33], '2': [33] } }],
  BatchMatMul: [
    { inputs: { a: [2, 5, 7], b: [2, 7, 9] }, attrs: { transposeA: false, transposeB: false } },
    { inputs: { a: [1, 7, 5], b: [2, 9, 7] }, attrs: { transposeA: true, transposeB: true } },
  ],
  _FusedMatMul: [
    {
      inputs: { a: [2, 5, 7], b: [2, 7, 9], bias: [9] },
      attrs: { transposeA: false, transposeB: false, activation: 'relu' },
    },
  ],
  BatchToSpaceND: [
    {
      inputs: { x: [8, 2, 3, 5] },
      attrs: {
        blockShape: [2, 2],
        crops: [
          [0, 1],
          [1, 0],
        ],
      },
    },
  ],
  SpaceToBatchND: [
    {
      inputs: { x: [2, 3, 4, 5] },
      attrs: {
        blockShape: [2, 2],
        paddings: [
          [0, 1],
          [1, 1],
        ],
      },
    },
  ],
  Bincount: [{ inputs: { x: ints(0, 3, 2, 3), weights: [4] }, attrs: { size: 5 } }],
  DenseBincount: [
    { inputs: { x: ints(0, 3, 2, 3), weights: [4] }, attrs: { size: 5, binaryOutput: false } },
    { inputs: { x: table([2, 2], 0, 3, 2, 3), weights: [2, 2] }, attrs: { size: 4, binaryOutput: true } },
  ],
  BroadcastArgs: [{ inputs: { s0: ints(2, 1, 3), s1: ints(4, 1) } }],
  BroadcastTo: [{ inputs: { x: [5, 1] }, attrs: { shape: [3, 5, 7] } }],
  Concat: [
    { inputs: { '0': [2, 3], '1': [2, 3] }, attrs: { axis: 0 } },
    { inputs: { '0': [2, 5], '1': [2, 3] }, attrs: { axis: 1 } },
  ],
  CropAndResize: [
    ...['bilinear', 'nearest'].map((method) => ({
      inputs: { image, boxes, boxInd: ints(0, 1, 0) },
      attrs: { cropSize: [4, 3], method, extrapolationValue: 7 },
    })),
  ],
  DepthToSpace: [{ inputs: { x: [2, 3, 4, 8] }, attrs: { blockSize: 2, dataFormat: 'NHWC' } }],
  Diag: [{ inputs: { x: [2, 3] } }],
  Einsum: [
    { inputs: { '0': [3, 4], '1': [4, 5] }, attrs: { equation: 'ij,jk->ik' }, types: ['float32', 'int32'] },
  ],
  ExpandDims: [{ inputs: { input: [2, 3] }, attrs: { dim: 1 } }],
  Fill: [{ inputs: {}, attrs: { shape: [33], value: 3.7, dtype: 'float32' } }],
  FlipLeftRight: [{ inputs: { image } }],
  FusedBatchNorm: [
    {
      inputs: { x: image, mean: [3], variance: floats([3], 1, 2, 3), offset: [3], scale: [3] },
      attrs: { varianceEpsilon: 0.1 },
    },
    {
      inputs: { x: image, mean: [3], variance: floats([3], 1, 2, 3) },
      attrs: { varianceEpsilon: 0.1 },
    },
  ],
  GatherNd: [
    { inputs: { params: [5, 7, 9], indices: table([3, 2], 0, 6, 4, 0, 2, 2) } },
    { inputs: { params: [5, 7], indices: table([2, 2, 2], 0, 6, 4, 0, 2, 2, 1, 1) } },
  ],
  GatherV2: [
    { inputs: { x: [5, 7, 9], indices: ints(4, 0, 0) }, attrs: { axis: 0, batchDims: 0 } },
    { inputs: { x: [5, 7, 9], indices: ints(6, 0, 0) }, attrs: { axis: 1, batchDims: 0 } },
    { inputs: { x: [2, 7, 9], indices: table([2, 2], 6, 0, 1, 1) }, attrs: { axis: 1, batchDims: 1 } },
  ],
  LRN: [{ inputs: { x: [2, 3, 4, 9] }, attrs: { depthRadius: 2, bias: 1, alpha: 1, beta: 0.5 } }],
  LRNGrad: [
    {
      inputs: { x: [2, 3, 4, 9], y: [2, 3, 4, 9], dy: [2, 3, 4, 9] },
      attrs: { depthRadius: 2, bias: 1, alpha: 1, beta: 0.5 },
    },
  ],
  LinSpace: [{ inputs: {}, attrs: { start: 0, stop: 5, num: 33 } }],
  MirrorPad: [
    ...['reflect', 'symmetric'].map((mode) => ({
      inputs: { x: [5, 7] },
      attrs: {
        mode,
        paddings: [
          [1, 2],
          [3, 1],
        ],
      },
    })),
  ],
  NonMaxSuppressionV3: [{ inputs: { boxes, scores: floats([3], 0.9, 0.8, 0.7) }, attrs: overlap }],
  NonMaxSuppressionV4: [
    {
      inputs: { boxes, scores: floats([3], 0.9, 0.8, 0.7) },
      attrs: { ...overlap, padToMaxOutputSize: true },
    },
  ],
  NonMaxSuppressionV5: [
    { inputs: { boxes, scores: floats([3], 0.9, 0.8, 0.7) }, attrs: { ...overlap, softNmsSigma: 0.5 } },
  ],
  OneHot: [
    ...['float32', 'int32', 'bool'].map((dtype) => ({
      inputs: { indices: ints(0, 4, -1, 7) },
      attrs: { depth: 5, onValue: 1, offValue: 0, dtype },
    })),
  ],
  Pack: [0, 1, -1].map((axis) => ({ inputs: { '0': [5, 3], '1': [5, 3] }, attrs: { axis } })),
  PadV2: [
    ...[
      [[1, 2]],
      [
        [1, 2],
        [0, 1],
      ],
      [
        [1, 2],
        [0, 1],
        [2, 0],
      ],
      [
        [0, 0],
        [1, 2],
        [0, 1],
        [2, 0],
        [1, 1],
      ],
    ].map((paddings) => ({
      inputs: { x: [5, 3, 2, 2, 2].slice(0, paddings.length) },
      attrs: { paddings, constantValue: 1 },
    })),
    // borders of one axis, or of two neighbouring ones, in one pass
    ...[
      [0, 3, 2, 0],
      [0, 0, 1, 0],
      [0, 0, 2, 1],
      [2, 1, 0, 0],
      [0, 0, 0, 3],
    ].flatMap((before) =>
      [0, 1].map((constantValue) => ({
        inputs: { x: [2, 5, 7, 3] },
        attrs: { paddings: before.map((n, axis) => [n, n === 0 ? 0 : axis]), constantValue },
      })),
    ),
  ],
  Prelu: [{ inputs: { x: [2, 3, 4], alpha: [4] } }, { inputs: { x: [33], alpha: [33] } }],
  Range: [{ inputs: {}, attrs: { start: 0, stop: 33, step: 2, dtype: 'float32' } }],
  Reshape: [{ inputs: { x: [5, 7] }, attrs: { shape: [7, 5] } }],
  ResizeBilinear: [
    {
      inputs: { images: image },
      attrs: { alignCorners: false, halfPixelCenters: true, size: [9, 5] },
    },
  ],
  ResizeNearestNeighbor: [
    {
      inputs: { images: image },
      attrs: { alignCorners: false, halfPixelCenters: true, size: [9, 5] },
    },
  ],
  ResizeBilinearGrad: [
    { inputs: { images: image, dy: [2, 9, 5, 3] }, attrs: { alignCorners: false, size: [9, 5] } },
  ],
  ResizeNearestNeighborGrad: [
    { inputs: { images: image, dy: [2, 9, 5, 3] }, attrs: { alignCorners: false, size: [9, 5] } },
  ],
  Reverse: [
    { inputs: { x: [64] }, attrs: { dims: 0 } },
    { inputs: { x: [5, 7, 3] }, attrs: { dims: [0, 2] } },
  ],
  RotateWithOffset: [{ inputs: { image }, attrs: { radians: 0.4, fillValue: 0, center: 0.5 } }],
  ScatterNd: [
    { inputs: { indices: table([3, 1], 4, 0, 2), updates: [3, 7] }, attrs: { shape: [5, 7] } },
    { inputs: { indices: table([2, 2], 1, 0, 0, 2), updates: [2] }, attrs: { shape: [2, 3] } },
  ],
  SearchSorted: [
    ...['left', 'right'].map((side) => ({
      inputs: { sortedSequence: floats([2, 3], 0, 1, 2, -1, 0, 4), values: floats([2, 2], 1, 5, -3, 0) },
      attrs: { side },
    })),
  ],
  Select: [
    ...[5, 64, 3000].map((n) => ({ inputs: { condition: bools(n), t: [n], e: [n] } })),
    { inputs: { condition: bools(5), t: [5, 33], e: [5, 33] }, unjudged: true },
  ],
  Slice: [
    { inputs: { x: [5, 7, 9] }, attrs: { begin: [1, 0, 0], size: [3, 7, 9] } },
    { inputs: { x: [5, 7, 9] }, attrs: { begin: [1, 2, 3], size: [3, -1, 5] } },
    { inputs: { x: [33] }, attrs: { begin: [3], size: [30] } },
    { inputs: { x: [2, 5, 7, 3] }, attrs: { begin: [0, 1, 2, 0], size: [2, 3, 4, 3] } },
    { inputs: { x: [2, 5, 7, 3] }, attrs: { begin: [0, 0, 2, 1], size: [2, 5, 3, 2] } },
    { inputs: { x: [6, 5, 3] }, attrs: { begin: [1, 0, 0], size: [4, 4, 3] } },
    { inputs: { x: [5, 3, 4, 4] }, attrs: { begin: [1, 2, 0, 1], size: [3, 1, 2, 3] } },
    { inputs: { x: [3, 2, 3, 4, 4] }, attrs: { begin: [1, 1, 2, 0, 1], size: [2, 1, 1, 2, 3] } },
  ],
  SparseFillEmptyRows: [
    {
      inputs: { indices: table([2, 2], 0, 1, 2, 0), values: [2], denseShape: ints(4, 3), defaultValue: [] },
    },
  ],
  SparseReshape: [
    { inputs: { inputIndices: table([2, 2], 0, 1, 2, 0), inputShape: ints(3, 4), newShape: ints(2, -1) } },
  ],
  ...each('SparseSegmentMean SparseSegmentSum', {
    inputs: { data: [4, 3], indices: ints(0, 3, 1), segmentIds: ints(0, 0, 2) },
  }),
  SparseToDense: [
    {
      inputs: { sparseIndices: table([2, 1], 1, 4), sparseValues: [2], defaultValue: [] },
      attrs: { outputShape: [6] },
    },
  ],
  SplitV: [{ inputs: { x: [5, 7, 4] }, attrs: { numOrSizeSplits: [3, 4], axis: 1 } }],
  StridedSlice: [
    {
      inputs: { x: [5, 7, 9] },
      attrs: {
        begin: [0, 6, 1],
        end: [5, 0, 8],
        strides: [2, -2, 3],
        beginMask: 0,
        endMask: 0,
        ellipsisMask: 0,
        newAxisMask: 0,
        shrinkAxisMask: 0,
      },
    },
  ],
  TensorScatterUpdate: [
    { inputs: { tensor: [5, 7], indices: table([2, 1], 4, 0), updates: [2, 7] }, attrs: {} },
  ],
  Tile: [
    { inputs: { x: [33] }, attrs: { reps: [3] } },
    { inputs: { x: [5, 7] }, attrs: { reps: [2, 3] } },
  ],
  TopK: [{ inputs: { x: [5, 9] }, attrs: { k: 3, sorted: true } }],
  Transform: [
    {
      inputs: { image, transforms: floats([1, 8], 1, 0.1, 0, 0, 1, 0.2, 0, 0) },
      attrs: { interpolation: 'nearest', fillMode: 'constant', fillValue: 0, outputShape: [6, 7] },
    },
  ],
  Transpose: [
    { inputs: { x: [5, 7] }, attrs: { perm: [1, 0] } },
    { inputs: { x: [5, 7, 3] }, attrs: { perm: [2, 0, 1] } },
    { inputs: { x: [2, 3, 2, 4, 3] }, attrs: { perm: [4, 2, 0, 1, 3] } },
    { inputs: { x: [1, 5, 1, 3] }, attrs: { perm: [2, 1, 3, 0] } },
  ],
  Unique: [{ inputs: { x: [33] }, attrs: { axis: 0 } }],
  Unpack: [0, 1].map((axis) => ({ inputs: { value: [5, 7] }, attrs: { axis } })),
  UnsortedSegmentSum: [{ inputs: { x: [4, 3], segmentIds: ints(0, 2, -1, 2) }, attrs: { numSegments: 3 } }],
}
