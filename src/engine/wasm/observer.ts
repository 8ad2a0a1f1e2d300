import type { tf } from '../tf.js'

/** JavaScript that is part of a kernel: see `host` of the backend. */
// biome-ignore lint/suspicious/noExplicitAny: tuples of the lengths that each takes apart
type Code = (backend: any, addresses: any, numbers: any) => void
type Outputs = tf.TensorInfo | tf.TensorInfo[]
/** A function of the WASM module that ships with TensorFlow.js. */
export type StockFunction = (...args: (number | Uint8Array)[]) => unknown

/**
 * Sees everything that happens in the memory of the backend: allocations, calls of kernels, and what JavaScript reads
 * and writes there.
 */
export interface Observer {
  allocated(address: number, bytes: number): void
  freed(address: number): void
  /** The address of a tensor's values, marked so that it is known again among the arguments of a kernel. */
  pointer(dataId: object, address: number, bytes: number): number
  /** The same for working memory. */
  scratch(address: number, bytes: number): number
  /** A kernel of Keratin's; `work` is undefined where it runs on the calling thread alone. */
  kernel(name: string, args: readonly number[], work?: number): void
  /** JavaScript on memory as a part of a kernel. */
  host(run: Code, addresses: readonly number[], numbers: readonly number[]): void
  /** Bytes that JavaScript has put into memory. */
  put(address: number, bytes: Uint8Array): void
  /** A look at values that throws where they are not as they must be. */
  inspect(tensor: tf.TensorInfo, look: (values: Float32Array | Int32Array | Uint8Array) => void): void
  /** A kernel that ships with TensorFlow.js. */
  stock(name: string, run: StockFunction, args: readonly (number | Uint8Array)[], returns: boolean): void
  /** A tensor of the module of TensorFlow.js. */
  registered(id: number, address: number, elements: number): void
  /** Values came from JavaScript. */
  uploaded(dataId: object, address: number, values: Uint8Array): void
  /** JavaScript looks at values of a tensor, or writes them, and nobody knows how it would do so again. */
  touched(dataId?: object): void
  /** One kernel of TensorFlow.js, as its engine calls it. */
  within(name: string, args: { readonly inputs: object }, run: () => Outputs): Outputs
}
