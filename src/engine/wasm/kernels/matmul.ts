import { tf } from '../../tf.js'
import { isNativeActivation } from '../activation.js'
import type { HostCode, KeratinWasmBackend } from '../backend.js'
import type { WasmKernel } from '../kernel.js'
import { activate, boundedHere } from './activation.js'
import { areFloats } from './floats.js'
import { gemm } from './gemm.js'

const { sizeFromShape } = tf.util

interface Options {
  transposeA: boolean
  transposeB: boolean
  bias?: tf.TensorInfo
  relu?: boolean
}

/** The matrix that each output matrix takes from an operand whose batch dimensions may be broadcast. */
function batchIndices(outer: readonly number[], own: readonly number[]): number[] {
  const strides: number[] = []
  let stride = 1
  for (let i = own.length - 1; i >= 0; i--) {
    strides[i] = own[i] === 1 ? 0 : stride
    stride *= own[i]!
  }
  let indices = [0]
  const skipped = outer.length - own.length
  outer.forEach((size, axis) => {
    const step = axis < skipped ? 0 : strides[axis - skipped]!
    indices = indices.flatMap((index) => Array.from({ length: size }, (_, i) => index + i * step))
  })
  return indices
}

const repeatBias: HostCode = (backend, [target, bias], [n, N, relu]: [number, number, number]) => {
  const [values, shift] = [backend.floats(target, n), backend.floats(bias, N)]
  for (let i = 0; i < n; i++) values[i] = relu ? Math.max(0, shift[i % N]!) : shift[i % N]!
}

function multiply(
  backend: KeratinWasmBackend,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  options: Options,
): tf.TensorInfo {
  const { transposeA, transposeB, bias, relu } = options
  const [a0, a1] = a.shape.slice(-2) as [number, number]
  const [b0, b1] = b.shape.slice(-2) as [number, number]
  const [M, K] = transposeA ? [a1, a0] : [a0, a1]
  const [N, depth] = transposeB ? [b0, b1] : [b1, b0]
  tf.util.assert(
    K === depth,
    () =>
      `matMul: inner shapes (${K}) and (${depth}) of Tensors with shapes ${a.shape} and ${b.shape} must match.`,
  )
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2))
  const out = backend.output([...outer, M, N])
  if (sizeFromShape(out.shape) === 0) return out
  const target = backend.address(out)
  const left = backend.address(a)
  const right = backend.address(b)
  const biasAddress = bias ? backend.address(bias) : 0
  if (K === 0) {
    backend.clear(target, sizeFromShape(out.shape) * 4)
    if (bias) backend.host(repeatBias, [target, biasAddress], [sizeFromShape(out.shape), N, relu ? 1 : 0])
    return out
  }
  const fromA = batchIndices(outer, a.shape.slice(0, -2))
  const fromB = batchIndices(outer, b.shape.slice(0, -2))
  for (let i = 0; i < fromA.length; i++) {
    gemm(
      backend,
      [M, N, K],
      { address: left + fromA[i]! * M * K * 4, stride: a1, transposed: transposeA },
      { address: right + fromB[i]! * K * N * 4, stride: b1, transposed: transposeB },
      { address: target + i * M * N * 4, stride: N },
      { bias: biasAddress, relu },
    )
  }
  return out
}

/** Product of matrices or of batches of them. */
export const batchMatMul: WasmKernel = {
  name: 'BatchMatMul',
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    if (!areFloats(inputs.a, inputs.b)) return fallback(args)
    return multiply(backend, inputs.a, inputs.b, attrs)
  },
}

/** activation(a b + bias). */
export const fusedMatMul: WasmKernel = boundedHere({
  name: '_FusedMatMul',
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { a, b, bias } = inputs
    const activation = attrs.activation ?? 'linear'
    const columns = attrs.transposeB ? b.shape.at(-2) : b.shape.at(-1)
    const fits = !bias || (sizeFromShape(bias.shape) === columns && bias.shape.at(-1) === columns)
    if (!areFloats(a, b, bias) || !fits || !isNativeActivation(activation)) return fallback(args)
    const { transposeA, transposeB } = attrs
    const out = multiply(backend, a, b, { transposeA, transposeB, bias, relu: activation === 'relu' })
    if (activation !== 'linear' && activation !== 'relu') activate(backend, activation, out, out)
    return out
  },
})
