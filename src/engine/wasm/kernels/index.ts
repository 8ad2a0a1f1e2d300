import type { WasmKernel } from '../kernel.js'
import { activationGrad, relu, sigmoid, tanh } from './activation.js'
import { conv2d, conv2dBackpropFilter, conv2dBackpropInput, fusedConv2d } from './conv2d.js'
import { cast, exp, maximum, minimum, select, step } from './elementwise.js'
import { gather, unsortedSegmentSum } from './gather.js'
import { batchMatMul, fusedMatMul } from './matmul.js'
import { identity, pack, tile, unpack } from './movement.js'
import { optimizerUpdate } from './optimizer-update.js'
import { avgPool, avgPoolGrad, maxPool, maxPoolGrad } from './pool.js'
import { dropout, uniform } from './random.js'
import { simpleRnn, simpleRnnGrad } from './simple-rnn.js'
import { slice } from './slice.js'
import { mean, sum } from './sum.js'
import { transform } from './transform.js'

/** All kernels that Keratin adds to the WASM backend or replaces. */
export const wasmKernels: readonly WasmKernel[] = [
  activationGrad,
  avgPool,
  avgPoolGrad,
  batchMatMul,
  cast,
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  dropout,
  exp,
  fusedConv2d,
  fusedMatMul,
  gather,
  identity,
  maximum,
  maxPool,
  maxPoolGrad,
  mean,
  minimum,
  optimizerUpdate,
  pack,
  relu,
  select,
  sigmoid,
  simpleRnn,
  simpleRnnGrad,
  slice,
  step,
  sum,
  tanh,
  tile,
  transform,
  uniform,
  unpack,
  unsortedSegmentSum,
]
