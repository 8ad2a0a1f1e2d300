import { tf } from '../../tf.js'
import type { HostCode, KeratinWasmBackend } from '../backend.js'
import type { WasmKernel } from '../kernel.js'

const { inferDtype, sizeFromShape } = tf.util

const filling =
  (dtype: tf.DataType): HostCode =>
  (backend, [to]: [number], [n, value]: [number, number]) => {
    backend.values(to, n, dtype).fill(value)
  }

const fillings: Partial<Record<tf.DataType, HostCode>> = {
  float32: filling('float32'),
  int32: filling('int32'),
  bool: filling('bool'),
}

function filled(
  backend: KeratinWasmBackend,
  shape: number[],
  dtype: tf.DataType,
  value: number,
): tf.TensorInfo {
  const y = backend.makeOutput(shape, dtype)
  backend.host(fillings[dtype]!, [backend.address(y)], [sizeFromShape(shape), value])
  return y
}

/** A tensor of one number. */
export const fill: WasmKernel = {
  name: 'Fill',
  run(args, fallback) {
    const { attrs, backend } = args
    const dtype: tf.DataType = attrs.dtype || inferDtype(attrs.value)
    return fillings[dtype] ? filled(backend, attrs.shape, dtype, attrs.value) : fallback(args)
  },
}

const like = (name: string, value: number): WasmKernel => ({
  name,
  run(args, fallback) {
    const { inputs, backend } = args
    const { shape, dtype }: tf.TensorInfo = inputs.x
    return fillings[dtype] ? filled(backend, shape, dtype, value) : fallback(args)
  },
})

export const zerosLike = like('ZerosLike', 0)
export const onesLike = like('OnesLike', 1)
