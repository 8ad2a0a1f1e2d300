import { tf } from '../../tf.js'
import type { WasmKernel } from '../kernel.js'
import { runBinary, withOneShape } from './binary.js'

const { sizeFromShape } = tf.util

/** e^x. */
export const exp: WasmKernel = {
  name: 'Exp',
  run(args, fallback) {
    const { inputs, backend } = args
    if (inputs.x.dtype !== 'float32') return fallback(args)
    const y = backend.output(inputs.x.shape)
    const n = sizeFromShape(y.shape)
    backend.run('exponential', n * 24, backend.address(inputs.x), backend.address(y), n)
    return y
  },
}

/** 1 above zero, else `alpha`. */
export const step: WasmKernel = {
  name: 'Step',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    if (inputs.x.dtype !== 'float32') return fallback(args)
    const y = backend.output(inputs.x.shape)
    const n = sizeFromShape(y.shape)
    backend.run('step', n * 8, backend.address(inputs.x), backend.address(y), attrs.alpha, n)
    return y
  },
}

/** The larger or smaller of two numbers. */
const extremum = (name: string, smallest: number): WasmKernel => ({
  name,
  run: (args, fallback) =>
    withOneShape(args, (given) => {
      const { a, b } = given.inputs
      if (a.dtype === 'float32' && b.dtype === 'float32') {
        return runBinary(given, 'extremum', smallest, 'float32')
      }
      return fallback(given)
    }),
})

export const maximum = extremum('Maximum', 0)
export const minimum = extremum('Minimum', 1)

/** condition ? t : e, of tensors of one shape. */
export const select: WasmKernel = {
  name: 'Select',
  run(args, fallback) {
    const { inputs, backend } = args
    const { condition, t, e } = inputs
    const sameShape = [t, e].every((x) => tf.util.arraysEqual(condition.shape, x.shape))
    if (!sameShape || t.dtype !== e.dtype) return fallback(args)
    const y = backend.makeOutput(t.shape, t.dtype)
    const n = sizeFromShape(y.shape)
    // the kernel that ships with the backend takes truth values for numbers of four bytes
    if (t.dtype === 'bool') {
      const [chosen, yes, no, out] = [condition, t, e, y].map((x: tf.TensorInfo) => backend.view(x))
      for (let i = 0; i < n; i++) out![i] = chosen![i] ? yes![i]! : no![i]!
      return y
    }
    const addresses = [condition, t, e, y].map((x: tf.TensorInfo) => backend.address(x))
    backend.run('select', n * 8, ...addresses, n)
    return y
  },
}

/** Changes of type; the kernel that ships with the backend cuts numbers off where they become truth values. */
export const cast: WasmKernel = {
  name: 'Cast',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const x: tf.TensorInfo = inputs.x
    if (x.dtype === attrs.dtype) return backend.reshaped(x, x.shape)
    const n = sizeFromShape(x.shape)
    if (x.dtype === 'bool' && attrs.dtype === 'float32') {
      const y = backend.output(x.shape)
      backend.run('boolToFloat', n * 4, backend.address(x), backend.address(y), n)
      return y
    }
    if (attrs.dtype === 'bool' && (x.dtype === 'float32' || x.dtype === 'int32')) {
      const y = backend.makeOutput(x.shape, 'bool')
      const values = backend.view(x)
      const truth = backend.view(y)
      for (let i = 0; i < n; i++) truth[i] = values[i] === 0 ? 0 : 1
      return y
    }
    return fallback(args)
  },
}
