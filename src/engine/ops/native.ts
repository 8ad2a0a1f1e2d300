import { tf } from '../tf.js'
import { KeratinWasmBackend } from '../wasm/backend.js'

/** Whether the engine in use has Keratin's own kernels. */
export const hasNativeKernels = (): boolean => tf.backend() instanceof KeratinWasmBackend

/** Runs a kernel of one output. */
export const runKernel = (name: string, inputs: Record<string, tf.Tensor>, attrs: object = {}): tf.Tensor =>
  tf.engine().runKernel(name, inputs, attrs as tf.NamedAttrMap) as tf.Tensor

/** Runs a kernel of several outputs. */
export const runKernels = (
  name: string,
  inputs: Record<string, tf.Tensor>,
  attrs: object = {},
): tf.Tensor[] => tf.engine().runKernel(name, inputs, attrs as tf.NamedAttrMap) as tf.Tensor[]
