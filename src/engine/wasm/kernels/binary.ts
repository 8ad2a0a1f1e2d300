import { tf } from '../../tf.js'
import type { KernelArgs, WasmKernel } from '../kernel.js'
import { broadcast } from './spread.js'

const { arraysEqual, sizeFromShape } = tf.util

const isNumber = (x: tf.TensorInfo) => x.shape.length === 0

/**
 * Runs a binary operator on operands of one shape (or a number beside a tensor): operands that are broadcast are
 * repeated first, which takes a hundredth of the time of the broadcasting of the kernels that ship with the backend.
 */
export function withOneShape<T>(args: KernelArgs, run: (args: KernelArgs) => T): T {
  const { inputs, backend } = args
  const { a, b }: { a: tf.TensorInfo; b: tf.TensorInfo } = inputs
  if (arraysEqual(a.shape, b.shape) || isNumber(a) || isNumber(b)) return run(args)
  const shape = tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape)
  const [left, right] = [broadcast(backend, a, shape), broadcast(backend, b, shape)]
  try {
    return run({ ...args, inputs: { a: left, b: right } })
  } finally {
    for (const { dataId } of [left, right]) backend.disposeData(dataId)
  }
}

/** A kernel that ships with the backend, slow only where it broadcasts. */
const repeating = (name: string, dtype?: tf.DataType): WasmKernel => ({
  name,
  run(args, fallback) {
    if (dtype && args.inputs.a.dtype !== dtype) return fallback(args)
    return withOneShape(args, fallback)
  },
})

/** Binary operators of the backend whose broadcasting is slow, of all numbers or, where XNNPACK has the others, int32. */
export const repeatingKernels: readonly WasmKernel[] = [
  repeating('Atan2'),
  ...['Add', 'Multiply', 'SquaredDifference', 'Sub'].map((name) => repeating(name, 'int32')),
]

/** Operators of truth values, with the codes of the kernel. */
export const logicalKernels: readonly WasmKernel[] = ['LogicalAnd', 'LogicalOr', 'LogicalXor'].map(
  (name, code) => ({
    name,
    run(args, fallback) {
      const { a, b }: { a: tf.TensorInfo; b: tf.TensorInfo } = args.inputs
      if (a.dtype !== 'bool' || b.dtype !== 'bool') return fallback(args)
      return withOneShape(args, (given) => runBinary(given, 'logical', code, 'bool'))
    },
  }),
)

/** Calls a kernel of two operands of 32-bit words, or of truth values, of one shape or one a number: (a, stepA, b, stepB, y, n). */
export function runBinary(
  { inputs, backend }: KernelArgs,
  kernel: 'arithmetic' | 'compare' | 'extremum' | 'logical',
  code: number,
  dtype: tf.DataType,
): tf.TensorInfo {
  const { a, b }: { a: tf.TensorInfo; b: tf.TensorInfo } = inputs
  const y = backend.makeOutput(isNumber(a) ? b.shape : a.shape, dtype)
  const n = sizeFromShape(y.shape)
  const operands = [a, b].flatMap((x) => [backend.address(x), isNumber(x) ? 0 : 16])
  backend.run(kernel, n * 8, code, ...operands, backend.address(y), n)
  return y
}
