import { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import { KeratinError } from '../../support/errors.js'
import { tf } from '../tf.js'
import type { KernelExports, SharedKernelName } from './exports.js'
import type { EmscriptenModule } from './load.js'
import { guardAllocations, outOfMemoryForTensor } from './memory.js'
import type { ThreadPool } from './pool.js'

type Dtype = tf.DataType
type DataId = object

/** The WASM backend of TensorFlow.js with guarded memory, Keratin's kernels in the same memory, and their threads. */
export class KeratinWasmBackend extends BackendWasm {
  readonly #module: EmscriptenModule
  /** Outputs made by the kernel that is running, to be released should it fail. */
  #made: DataId[] | undefined

  constructor(
    module: EmscriptenModule,
    /** The kernels, on the calling thread. */
    readonly kernels: KernelExports,
    readonly pool: ThreadPool,
  ) {
    guardAllocations(module)
    super(module as unknown as BackendWasm['wasm'])
    this.#module = module
  }

  /** Bytes that the memory has grown to. */
  get heapBytes(): number {
    return this.#module.HEAPU8.length
  }

  /** Where the values of a tensor lie. Stays valid while the tensor lives, also when the memory grows. */
  address(tensor: tf.TensorInfo): number {
    return this.dataIdMap.get(tensor.dataId).memoryOffset
  }

  /** A float32 tensor to be filled by a kernel: not zeroed. */
  output(shape: number[]): tf.TensorInfo {
    return this.makeOutput(shape, 'float32')
  }

  /** Another handle on the same values under another shape. */
  reshaped(tensor: tf.TensorInfo, shape: number[]): tf.TensorInfo {
    this.incRef(tensor.dataId)
    return { dataId: tensor.dataId, shape, dtype: tensor.dtype }
  }

  /** Runs `use` with the address of `bytes` of working memory, aligned to a cache line and not zeroed. */
  withScratch<T>(bytes: number, use: (address: number) => T): T {
    const block = this.#module._malloc(bytes + 64) >>> 0
    try {
      return use(Math.ceil(block / 64) * 64)
    } finally {
      this.#module._free(block)
    }
  }

  /** Zeroes memory. */
  clear(address: number, bytes: number): void {
    this.#module.HEAPU8.fill(0, address >>> 0, (address >>> 0) + bytes)
  }

  /** Writes bytes into memory. */
  put(address: number, bytes: Uint8Array): void {
    this.#module.HEAPU8.set(bytes, address >>> 0)
  }

  /** `n` floats in place. Valid only until the next allocation. */
  floats(address: number, n: number): Float32Array {
    return new Float32Array(this.#module.HEAPU8.buffer, address, n)
  }

  /** The values in place. Valid only until the next allocation. */
  view(tensor: tf.TensorInfo): Float32Array | Int32Array | Uint8Array {
    return this.typedArrayFromHeap(tensor) as Float32Array
  }

  /**
   * Runs a kernel, on all threads if the work is worth it.
   *
   * @param work roughly the number of floating-point operations, or 8 per number moved
   */
  run(kernel: SharedKernelName, work: number, ...args: number[]): void {
    this.pool.run(kernel, work, args)
  }

  /** Runs one kernel of TensorFlow.js; what it had allocated when it throws is released. */
  guarded<T>(kernel: () => T): T {
    const outer = this.#made
    this.#made = []
    try {
      return kernel()
    } catch (error) {
      for (const dataId of this.#made) this.disposeData(dataId, true)
      throw error
    } finally {
      this.#made = outer
    }
  }

  override makeOutput(
    shape: number[],
    dtype: Dtype,
    memoryOffset?: number,
    values?: tf.backend_util.BackendValues,
  ): tf.TensorInfo {
    const made = super.makeOutput(shape, dtype, memoryOffset, values)
    this.#made?.push(made.dataId)
    return made
  }

  override move(
    dataId: DataId,
    values: tf.backend_util.BackendValues | null,
    shape: number[],
    dtype: Dtype,
    refCount: number,
  ): void {
    try {
      super.move(dataId, values as tf.backend_util.BackendValues, shape, dtype, refCount)
    } catch (error) {
      if (!(error instanceof KeratinError) || error.code !== 'OUT_OF_MEMORY') throw error
      const bytes = tf.util.sizeFromShape(shape) * tf.util.bytesPerElement(dtype)
      throw outOfMemoryForTensor(shape, dtype, bytes, this.#module)
    }
  }

  /** Complex numbers lie in memory as pairs of floats. */
  override readSync(dataId: DataId, start?: number, end?: number): tf.backend_util.BackendValues {
    const { dtype, shape, memoryOffset } = this.dataIdMap.get(dataId)
    if (dtype !== 'complex64') return super.readSync(dataId, start, end)
    const [from, to] = [start ?? 0, end ?? tf.util.sizeFromShape(shape)]
    return this.floats(memoryOffset + 8 * from, 2 * (to - from)).slice()
  }

  /** Ends the threads. The memory is nobody else's, so nothing in it needs to be released one by one. */
  override dispose(): void {
    this.pool.stop()
  }
}
