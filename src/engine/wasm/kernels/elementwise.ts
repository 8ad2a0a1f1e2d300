import { tf } from '../../tf.js'
import type { HostCode, KeratinWasmBackend } from '../backend.js'
import type { KernelArgs, WasmKernel } from '../kernel.js'
import { runBinary, withOneShape } from './binary.js'
import { broadcast } from './spread.js'

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

const clipping = (name: string, bounds: (attrs: KernelArgs['attrs']) => [number, number]): WasmKernel => ({
  name,
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    if (inputs.x.dtype !== 'float32') return fallback(args)
    const y = backend.output(inputs.x.shape)
    const n = sizeFromShape(y.shape)
    backend.run('clip', n * 8, backend.address(inputs.x), backend.address(y), ...bounds(attrs), n)
    return y
  },
})

/** Numbers between two bounds; the kernel that ships with the backend turns NaN into a bound. */
export const clipByValue = clipping('ClipByValue', (attrs) => [attrs.clipValueMin, attrs.clipValueMax])
/** Numbers between 0 and 6; the kernel that ships with the backend turns NaN into 0. */
export const relu6 = clipping('Relu6', () => [0, 6])

/** -1, 0 or 1; the kernel that ships with the backend takes NaN and small numbers for 0. */
export const sign: WasmKernel = {
  name: 'Sign',
  run(args, fallback) {
    const { inputs, backend } = args
    if (inputs.x.dtype !== 'float32') return fallback(args)
    const y = backend.output(inputs.x.shape)
    const n = sizeFromShape(y.shape)
    backend.run('sign', n * 8, backend.address(inputs.x), backend.address(y), n)
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

const chooseTruth: HostCode = (backend, addresses: number[], [n]: [number]) => {
  const [which, yes, no, to] = addresses.map((address) => backend.values(address, n, 'bool'))
  for (let i = 0; i < n; i++) to![i] = which![i] ? yes![i]! : no![i]!
}

/** y = condition ? t : e, of tensors of one shape. */
function choose(
  backend: KeratinWasmBackend,
  condition: tf.TensorInfo,
  t: tf.TensorInfo,
  e: tf.TensorInfo,
): tf.TensorInfo {
  const y = backend.makeOutput(t.shape, t.dtype)
  const n = sizeFromShape(y.shape)
  if (t.dtype === 'bool') {
    const places = [condition, t, e, y].map((x) => backend.address(x))
    backend.host(chooseTruth, places, [n])
  } else {
    const addresses = [condition, t, e, y].map((x) => backend.address(x))
    backend.run('select', n * 8, ...addresses, n)
  }
  return y
}

/** condition ? t : e; a condition of one axis chooses among rows. */
export const select: WasmKernel = {
  name: 'Select',
  // that of the backend writes four bytes for each truth value
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, backend } = args
    const { condition, t, e }: Record<'condition' | 't' | 'e', tf.TensorInfo> = inputs
    if (t.dtype !== e.dtype || t.dtype === 'string' || condition.dtype !== 'bool') return fallback(args)
    if (condition.shape.length === t.shape.length) return choose(backend, condition, t, e)
    const rows = backend.reshaped(condition, [condition.shape[0]!, ...t.shape.slice(1).map(() => 1)])
    const chosen = broadcast(backend, rows, t.shape)
    try {
      return choose(backend, chosen, t, e)
    } finally {
      for (const { dataId } of [rows, chosen]) backend.disposeData(dataId)
    }
  },
}

const truthOf =
  (dtype: tf.DataType): HostCode =>
  (backend, [from, to], [n]: [number]) => {
    const [values, truth] = [backend.values(from, n, dtype), backend.values(to, n, 'bool')]
    for (let i = 0; i < n; i++) truth[i] = values[i] === 0 ? 0 : 1
  }

const truthOfFloats = truthOf('float32')
const truthOfIntegers = truthOf('int32')

const conversion =
  (from: tf.DataType, to: tf.DataType): HostCode =>
  (backend, addresses: [number, number], [n]: [number]) => {
    backend.values(addresses[1], n, to).set(backend.values(addresses[0], n, from))
  }

/** Changes of type that keep every value, by both types. */
const conversions: Record<string, HostCode> = {
  'int32 float32': conversion('int32', 'float32'),
  'bool int32': conversion('bool', 'int32'),
}

/**
 * Changes of type; the kernel that ships with the backend cuts numbers off where they become truth values, and makes 0
 * of NaN.
 */
export const cast: WasmKernel = {
  name: 'Cast',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const x: tf.TensorInfo = inputs.x
    if (x.dtype === attrs.dtype) return backend.reshaped(x, x.shape)
    const n = sizeFromShape(x.shape)
    const addresses = (...tensors: tf.TensorInfo[]) => tensors.map((tensor) => backend.address(tensor))
    if (x.dtype === 'bool' && attrs.dtype === 'float32') {
      const y = backend.output(x.shape)
      backend.run('boolToFloat', n * 4, backend.address(x), backend.address(y), n)
      return y
    }
    if (x.dtype === 'float32' && attrs.dtype === 'int32') {
      const y = backend.makeOutput(x.shape, 'int32')
      backend.run('floatToInt', n * 8, backend.address(x), backend.address(y), n)
      return y
    }
    if (attrs.dtype === 'bool' && (x.dtype === 'float32' || x.dtype === 'int32')) {
      const y = backend.makeOutput(x.shape, 'bool')
      backend.host(x.dtype === 'float32' ? truthOfFloats : truthOfIntegers, [...addresses(x, y)], [n])
      return y
    }
    const convert = conversions[`${x.dtype} ${attrs.dtype}`]
    if (convert) {
      const y = backend.makeOutput(x.shape, attrs.dtype)
      backend.host(convert, [...addresses(x, y)], [n])
      return y
    }
    return fallback(args)
  },
}
