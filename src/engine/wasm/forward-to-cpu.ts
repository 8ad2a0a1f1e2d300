import { getKernel } from '@tensorflow/tfjs-core'
import { cpuKernelNames } from '../cpu-kernel-names.js'
import { tf } from '../tf.js'
import type { KernelArgs } from './kernel.js'

type Outputs = tf.TensorInfo | tf.TensorInfo[]
/** What is used of the plain JavaScript backend. */
interface CpuBackend {
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: tf.backend_util.BackendValues): tf.TensorInfo
  readSync(dataId: object): tf.backend_util.BackendValues
  disposeData(dataId: object, force: boolean): boolean
}

/** A kernel of the WASM backend that computes on copies with the kernel of the cpu backend. */
export function forwardToCpu(name: string): ((args: KernelArgs) => Outputs) | undefined {
  // those that a program registered of its own are there already
  if (!cpuKernelNames.has(name) && !getKernel(name, 'cpu')) return undefined
  return ({ inputs, attrs, backend }) => {
    // asked for anew: it may have been replaced
    const kernel = tf.getKernel(name, 'cpu')
    const cpu = tf.findBackend('cpu') as unknown as CpuBackend
    const copies: tf.TensorInfo[] = []
    // some kernels of the cpu backend ask for the rank
    const keep = (tensor: tf.TensorInfo): tf.TensorInfo => {
      copies.push(tensor)
      return 'rank' in tensor ? tensor : Object.assign(tensor, { rank: tensor.shape.length })
    }
    const toCpu = ({ shape, dtype, dataId }: tf.TensorInfo): tf.TensorInfo => {
      const values = backend.readSync(dataId)
      if (dtype !== 'complex64') return keep(cpu.makeTensorInfo(shape, dtype, values))
      const parts = tf.backend_util.splitRealAndImagArrays(values as Float32Array)
      const real = keep(cpu.makeTensorInfo(shape, 'float32', parts.real))
      const imag = keep(cpu.makeTensorInfo(shape, 'float32', parts.imag))
      const { kernelFunc } = tf.getKernel('Complex', 'cpu')
      return keep(kernelFunc({ inputs: { real, imag }, attrs: {}, backend: cpu }) as tf.TensorInfo)
    }
    const fromCpu = (tensor: tf.TensorInfo): tf.TensorInfo => {
      const values = cpu.readSync(keep(tensor).dataId)
      return backend.makeOutput(tensor.shape, tensor.dtype, undefined, ofType(tensor.dtype, values))
    }
    try {
      const given = inputs as Record<string, tf.TensorInfo | tf.TensorInfo[] | undefined>
      // some kernels take their inputs by name, some as a list
      const cpuInputs = (Array.isArray(inputs) ? [] : {}) as Record<string, unknown>
      for (const [key, value] of Object.entries(given)) {
        cpuInputs[key] = Array.isArray(value) ? value.map(toCpu) : value && toCpu(value)
      }
      const result = kernel.kernelFunc({ inputs: cpuInputs as tf.NamedTensorInfoMap, attrs, backend: cpu })
      return Array.isArray(result) ? result.map(fromCpu) : fromCpu(result)
    } finally {
      // some results share the values of an input, so everything is released at the end and by force
      for (const copy of copies) cpu.disposeData(copy.dataId, true)
    }
  }
}

/** The values as bytes of their type: some kernels of the cpu backend give numbers of another, or a list. */
function ofType(dtype: tf.DataType, values: tf.backend_util.BackendValues): tf.backend_util.BackendValues {
  const numbers = values as unknown as ArrayLike<number>
  if (dtype === 'int32') return values instanceof Int32Array ? values : Int32Array.from(numbers)
  if (dtype === 'bool') return values instanceof Uint8Array ? values : Uint8Array.from(numbers)
  if (dtype === 'string' || values instanceof Float32Array) return values
  return Float32Array.from(numbers)
}
