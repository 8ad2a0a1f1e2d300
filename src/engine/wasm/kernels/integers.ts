import { tf } from '../../tf.js'
import type { HostCode } from '../backend.js'
import type { KernelArgs, WasmKernel } from '../kernel.js'
import { withOneShape } from './binary.js'

const { sizeFromShape } = tf.util

type Values = Float32Array | Int32Array | Uint8Array

/** a^b modulo 2^32, by squaring; what is between -1 and 1 for a negative exponent is cut off to 0. */
function power(a: number, b: number): number {
  if (b < 0) return a === 1 ? 1 : a === -1 ? 1 - 2 * (b & 1) : 0
  let result = 1
  for (let base = a, n = b; n > 0; n >>>= 1) {
    if (n & 1) result = Math.imul(result, base)
    base = Math.imul(base, base)
  }
  return result
}

/** The kernels that ship with the backend compute these as floats, which have 24 bits. */
const unary = (name: string, f: (x: number) => number): WasmKernel => {
  const code: HostCode = (backend, addresses: number[], [n]: [number]) => {
    const [from, to] = addresses.map((address) => backend.values(address, n, 'int32')) as [Values, Values]
    for (let i = 0; i < n; i++) to[i] = f(from[i]!)
  }
  return {
    name,
    run(args, fallback) {
      const { inputs, backend } = args
      const x: tf.TensorInfo = inputs.x
      if (x.dtype !== 'int32') return fallback(args)
      const y = backend.makeOutput(x.shape, 'int32')
      backend.host(code, [backend.address(x), backend.address(y)], [sizeFromShape(x.shape)])
      return y
    },
  }
}

const binary = (name: string, f: (a: number, b: number) => number): WasmKernel => {
  const code: HostCode = (backend, addresses: number[], [n, stepA, stepB]: [number, number, number]) => {
    const [left, right, to] = addresses.map((address, i) =>
      backend.values(address, i === 2 ? n : [stepA, stepB][i] ? n : 1, 'int32'),
    ) as [Values, Values, Values]
    for (let i = 0; i < n; i++) to[i] = f(left[i * stepA]!, right[i * stepB]!)
  }
  const compute = ({ inputs: { a, b }, backend }: KernelArgs): tf.TensorInfo => {
    const y = backend.makeOutput(a.shape.length === 0 ? b.shape : a.shape, 'int32')
    const steps = [a, b].map((t) => (t.shape.length === 0 ? 0 : 1))
    const places = [a, b, y].map((t: tf.TensorInfo) => backend.address(t))
    backend.host(code, places, [sizeFromShape(y.shape), ...steps])
    return y
  }
  return {
    name,
    run(args, fallback) {
      const { a, b } = args.inputs
      const integers = a.dtype === 'int32' && b.dtype === 'int32'
      return withOneShape(args, integers ? compute : fallback)
    },
  }
}

/** Operators that are exact for integers of 32 bits; what overflows is taken modulo 2^32, as in TensorFlow. */
export const integerKernels: readonly WasmKernel[] = [
  unary('Abs', Math.abs),
  unary('Neg', (x) => -x),
  unary('Square', (x) => Math.imul(x, x)),
  binary('FloorDiv', (a, b) => Math.floor(a / b)),
  // of floats, the kernel that ships with the backend gives NaN for infinite divisors
  { ...binary('Mod', (a, b) => a - b * Math.floor(a / b)), fallback: 'cpu' },
  binary('Pow', power),
]
