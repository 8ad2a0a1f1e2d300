import type { tf } from '../../tf.js'
import type { WasmKernel } from '../kernel.js'
import { runBinary, withOneShape } from './binary.js'

/** Added to the code of a comparison of integers. */
const INTEGERS = 4

const comparison = (name: string, code: number, swapped = false): WasmKernel => ({
  name,
  // that of the backend reads texts as if they were numbers
  fallback: 'cpu',
  run(args, fallback) {
    const { a, b }: { a: tf.TensorInfo; b: tf.TensorInfo } = args.inputs
    if (a.dtype !== b.dtype || (a.dtype !== 'float32' && a.dtype !== 'int32')) return fallback(args)
    return withOneShape(args, ({ inputs, ...rest }) => {
      const operands = swapped ? { a: inputs.b, b: inputs.a } : inputs
      const offset = a.dtype === 'int32' ? INTEGERS : 0
      return runBinary({ ...rest, inputs: operands }, 'compare', code + offset, 'bool')
    })
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
