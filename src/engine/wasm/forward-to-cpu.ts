import { KeratinError } from '../../support/errors.js'
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
  const kernel = tf.getKernel(name, 'cpu')
  if (!kernel) return undefined
  return ({ inputs, attrs, backend }) => {
    const cpu = tf.findBackend('cpu') as unknown as CpuBackend
    const copies: tf.TensorInfo[] = []
    const toCpu = (tensor: tf.TensorInfo): tf.TensorInfo => {
      refuseComplex(name, tensor)
      const copy = cpu.makeTensorInfo(tensor.shape, tensor.dtype, backend.readSync(tensor.dataId))
      copies.push(copy)
      return copy
    }
    const fromCpu = (tensor: tf.TensorInfo): tf.TensorInfo => {
      copies.push(tensor)
      refuseComplex(name, tensor)
      return backend.makeOutput(tensor.shape, tensor.dtype, undefined, cpu.readSync(tensor.dataId))
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

function refuseComplex(name: string, { dtype }: tf.TensorInfo): void {
  if (dtype !== 'complex64') return
  throw new KeratinError(
    'UNSUPPORTED',
    `The wasm engine has no complex numbers, which ${name} computes with.`,
    {
      hint: "Use setEngine('cpu') for this computation.",
    },
  )
}
