import type { WasmKernel } from '../kernel.js'
import { activationGrad, relu, sigmoid, tanh } from './activation.js'
import { arithmetic } from './arithmetic.js'
import { batchNorm, batchNormGrad, scaleChannels } from './batch-norm.js'
import { logicalKernels, repeatingKernels } from './binary.js'
import { comparisons } from './compare.js'
import { concat } from './concat.js'
import { conv3d, conv3dBackpropFilter, conv3dBackpropInput } from './conv3d.js'
import {
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  conv2dGrad,
  conv2dGradRoom,
  conv2dMaxPool,
  fusedConv2d,
} from './convolution/conv2d.js'
import { scaleRows, sigmoidCrossentropy, softmaxCrossentropy } from './crossentropy.js'
import {
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  depthwiseConv2d,
  fusedDepthwiseConv2d,
} from './depthwise.js'
import { einsum } from './einsum.js'
import { cast, clipByValue, exp, maximum, minimum, relu6, select, sign, step } from './elementwise.js'
import { argMax, argMin, extremumGrad, max, min } from './extrema.js'
import { fill, onesLike, zerosLike } from './fill.js'
import { gather, unsortedSegmentSum } from './gather.js'
import { integerKernels } from './integers.js'
import { batchMatMul, fusedMatMul } from './matmul.js'
import { identity, pack, padV2, transpose, unpack } from './movement.js'
import { optimizerUpdate } from './optimizer-update.js'
import { avgPool, avgPoolGrad, maxPool, maxPoolGrad } from './pool.js'
import { avgPool3d, avgPool3dGrad, maxPool3d, maxPool3dGrad } from './pool3d.js'
import { prelu } from './prelu.js'
import { dropout, uniform } from './random.js'
import { gru, gruGrad } from './recurrent/gru.js'
import { lstm, lstmGrad } from './recurrent/lstm.js'
import { simpleRnn, simpleRnnGrad } from './recurrent/simple-rnn.js'
import { resample, resizeBilinear, resizeNearestNeighbor } from './resample.js'
import { slice, splitV, stridedSlice } from './slice.js'
import { tile } from './spread.js'
import { mean, sum } from './sum.js'
import { transform } from './transform.js'

/** All kernels that Keratin adds to the WASM backend or replaces. */
export const wasmKernels: readonly WasmKernel[] = [
  ...comparisons,
  ...logicalKernels,
  ...arithmetic([...integerKernels, ...repeatingKernels]),
  activationGrad,
  argMax,
  argMin,
  avgPool,
  avgPool3d,
  avgPool3dGrad,
  avgPoolGrad,
  batchMatMul,
  batchNorm,
  batchNormGrad,
  cast,
  clipByValue,
  concat,
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  conv2dGrad,
  conv2dGradRoom,
  conv2dMaxPool,
  conv3d,
  conv3dBackpropFilter,
  conv3dBackpropInput,
  depthwiseBackpropFilter,
  depthwiseBackpropInput,
  depthwiseConv2d,
  dropout,
  einsum,
  exp,
  extremumGrad,
  fill,
  fusedConv2d,
  fusedDepthwiseConv2d,
  fusedMatMul,
  gather,
  gru,
  gruGrad,
  identity,
  lstm,
  lstmGrad,
  max,
  maximum,
  maxPool,
  maxPool3d,
  maxPool3dGrad,
  maxPoolGrad,
  mean,
  min,
  minimum,
  onesLike,
  optimizerUpdate,
  pack,
  padV2,
  prelu,
  relu,
  relu6,
  scaleChannels,
  scaleRows,
  resample,
  resizeBilinear,
  resizeNearestNeighbor,
  select,
  sigmoid,
  sigmoidCrossentropy,
  sign,
  simpleRnn,
  simpleRnnGrad,
  slice,
  softmaxCrossentropy,
  splitV,
  step,
  stridedSlice,
  sum,
  tanh,
  tile,
  transform,
  transpose,
  uniform,
  unpack,
  unsortedSegmentSum,
  zerosLike,
]
