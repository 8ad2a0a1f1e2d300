import { tf } from '../../tf.js'
import type { KernelArgs, WasmKernel } from '../kernel.js'
import { runBinary, withOneShape } from './binary.js'

const { sizeFromShape } = tf.util

/** Added to the code of a comparison of integers. */
const INTEGERS = 4

/** Truth values as numbers, which have the same order. */
function withNumbers(args: KernelArgs, run: (args: KernelArgs) => tf.TensorInfo): tf.TensorInfo {
  const { inputs, backend } = args
  const [a, b] = [inputs.a, inputs.b].map((x: tf.TensorInfo) => {
    const numbers = backend.output(x.shape)
    const n = sizeFromShape(x.shape)
    backend.run('boolToFloat', n * 4, backend.address(x), backend.address(numbers), n)
    return numbers
  }) as [tf.TensorInfo, tf.TensorInfo]
  try {
    return withOneShape({ ...args, inputs: { a, b } }, run)
  } finally {
    for (const { dataId } of [a, b]) backend.disposeData(dataId)
  }
}

const comparison = (name: string, code: number, swapped = false): WasmKernel => ({
  name,
  // that of the backend reads texts as if they were numbers
  fallback: 'cpu',
  run(args, fallback) {
    const compare = ({ inputs, ...rest }: KernelArgs) => {
      const operands = swapped ? { a: inputs.b, b: inputs.a } : inputs
      const offset = inputs.a.dtype === 'int32' ? INTEGERS : 0
      return runBinary({ ...rest, inputs: operands }, 'compare', code + offset, 'bool')
    }
    const { a, b }: { a: tf.TensorInfo; b: tf.TensorInfo } = args.inputs
    if (a.dtype === 'string' || a.dtype !== b.dtype) return fallback(args)
    if (a.dtype === 'bool') return withNumbers(args, compare)
    return withOneShape(args, compare)
  },
})

/** Comparisons of numbers; the kernels that ship with the backend take a number at a time. */
export const comparisons: readonly WasmKernel[] = [
  comparison('Equal', 0),
  comparison('NotEqual', 1),
  comparison('Less', 2),
  comparison('LessEqual', 3),
  comparison('Greater', 2, true),
  comparison('GreaterEqual', 3, true),
]
