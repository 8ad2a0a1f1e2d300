import type { tf } from '../tf.js'
import type { KeratinWasmBackend } from './backend.js'

type Outputs = tf.TensorInfo | tf.TensorInfo[]
/** What a TensorFlow.js kernel is called with. */
// biome-ignore lint/suspicious/noExplicitAny: each kernel knows the inputs and attributes that TensorFlow.js gives it
export type KernelArgs = { inputs: any; attrs: any; backend: KeratinWasmBackend }

/** A kernel that Keratin adds to the WASM backend, or puts in the place of one that ships with it. */
export interface WasmKernel {
  /** The name in TensorFlow.js: `Conv2D`; Keratin's own begin with `Keratin`. */
  name: string
  /** Whose kernel takes the cases that it leaves alone: by default that of the backend, if it has one. */
  fallback?: 'cpu'
  /** @param fallback for cases it leaves alone */
  run(args: KernelArgs, fallback: (args: KernelArgs) => Outputs): Outputs
}
