import { tf } from '../../tf.js'
import type { WasmKernel } from '../kernel.js'
import { runBinary } from './binary.js'

const { arraysEqual, sizeFromShape } = tf.util

const isNumber = (x: tf.TensorInfo) => x.shape.length === 0

/**
 * Operators of two tensors of one shape, or of a tensor and a number, which threads share; others, and those of other
 * types, are left as they are.
 */
const binary = (name: string, code: number, others?: WasmKernel): WasmKernel => ({
  name,
  run(args, fallback) {
    const { a, b }: { a: tf.TensorInfo; b: tf.TensorInfo } = args.inputs
    const fits = arraysEqual(a.shape, b.shape) || isNumber(a) || isNumber(b)
    if (a.dtype === 'float32' && b.dtype === 'float32' && fits) {
      return runBinary(args, 'arithmetic', code, 'float32')
    }
    return others ? others.run(args, fallback) : fallback(args)
  },
})

const unary = (name: string, code: number, others?: WasmKernel): WasmKernel => ({
  name,
  run(args, fallback) {
    const { inputs, backend } = args
    if (inputs.x.dtype !== 'float32') return others ? others.run(args, fallback) : fallback(args)
    const y = backend.output(inputs.x.shape)
    const n = sizeFromShape(y.shape)
    backend.run('unary', n * 8, code, backend.address(inputs.x), backend.address(y), n)
    return y
  },
})

const binaries = ['Add', 'Sub', 'Multiply', 'RealDiv', 'SquaredDifference']
const unaries = ['Neg', 'Square', 'Sqrt', 'Rsqrt', 'Abs']

/** Arithmetic of floats; `others` are the kernels for what else they are asked for. */
export function arithmetic(others: readonly WasmKernel[]): readonly WasmKernel[] {
  const other = (name: string) => others.find((kernel) => kernel.name === name)
  return [
    ...binaries.map((name, code) => binary(name, code, other(name))),
    ...unaries.map((name, code) => unary(name, code, other(name))),
    ...others.filter(({ name }) => !binaries.includes(name) && !unaries.includes(name)),
  ]
}
