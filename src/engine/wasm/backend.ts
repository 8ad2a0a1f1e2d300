import { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import { KeratinError } from '../../support/errors.js'
import { tf } from '../tf.js'
import type { KernelExports, SharedKernelName } from './exports.js'
import { LentBlocks } from './lent-blocks.js'
import type { EmscriptenModule } from './load.js'
import { guardAllocations, type MemoryWatch, outOfMemoryForTensor } from './memory.js'
import type { Observer } from './observer.js'
import { ThreadPool } from './pool.js'

type Dtype = tf.DataType
type DataId = object

/** JavaScript that is part of a kernel; as many addresses and numbers as it is given. */
// biome-ignore lint/suspicious/noExplicitAny: tuples of the lengths that each takes apart
export type HostCode = (backend: KeratinWasmBackend, addresses: any, numbers: any) => void

/** Numbers of tensors begin here, so that they are known among the sizes and codes that kernels are called with. */
const FIRST_ID = 2 ** 28

/** The WASM backend of TensorFlow.js with guarded memory, Keratin's kernels in the same memory, and their threads. */
export class KeratinWasmBackend extends BackendWasm {
  readonly #module: EmscriptenModule
  /** Outputs made by the kernel that is running, to be released should it fail. */
  #made: DataId[] | undefined
  readonly #watch: MemoryWatch
  #observer: Observer | undefined
  /** The blocks that tensors look into which others have made. */
  readonly #lenders = new Map<DataId, number>()
  /** How deep it is in code that may look at memory. */
  #sanctioned = 0
  /** The kernels, on the calling thread. */
  readonly kernels: KernelExports

  constructor(
    module: EmscriptenModule,
    kernels: KernelExports,
    readonly pool: ThreadPool,
  ) {
    const watch: MemoryWatch = { pinned: new Set(), lent: new LentBlocks() }
    guardAllocations(module, watch)
    super(module as unknown as BackendWasm['wasm'])
    this.#module = module
    this.#watch = watch
    this.#next.dataIdNextNumber = FIRST_ID
    this.kernels = this.#seen(kernels)
    pool.attach(this.reserve(ThreadPool.roomBytes))
  }

  /** Where TensorFlow.js counts tensors, which it keeps to itself. */
  get #next(): { dataIdNextNumber: number } {
    return this as unknown as { dataIdNextNumber: number }
  }

  /** What sees all that happens; undefined: nobody does. */
  get observer(): Observer | undefined {
    return this.#observer
  }

  set observer(observer: Observer | undefined) {
    this.#observer = observer
    this.#watch.observer = observer
    this.#module.observer = observer
  }

  /** Blocks of memory that are held, whoever frees them, and what is told of those that would have been freed. */
  get held(): Pick<MemoryWatch, 'pinned' | 'onPinnedFree' | 'giveBack'> {
    return this.#watch
  }

  /** The kernels that are called directly, seen by the observer; those that only compute a size are let be. */
  #seen(kernels: KernelExports): KernelExports {
    return Object.fromEntries(
      Object.entries(kernels).map(([name, kernel]) => {
        if (name.endsWith('Scratch') || typeof kernel !== 'function') return [name, kernel]
        const seen = (...args: number[]) => {
          this.#observer?.kernel(name, args)
          return kernel(...args)
        }
        return [name, seen]
      }),
    ) as KernelExports
  }

  /** Bytes that the memory has grown to. */
  get heapBytes(): number {
    return this.#module.HEAPU8.length
  }

  /** Where the values of a tensor lie. Stays valid while the tensor lives, also when the memory grows. */
  address({ dataId, shape, dtype }: tf.TensorInfo): number {
    const { memoryOffset } = this.dataIdMap.get(dataId)
    if (!this.#observer) return memoryOffset
    return this.#observer.pointer(dataId, memoryOffset, bytesOf(shape, dtype))
  }

  /** Room for so many bytes, for the caller to give back with `release`. */
  reserve(bytes: number): number {
    return this.#module._malloc(bytes) >>> 0
  }

  /** Gives back what was reserved. */
  release(address: number): void {
    this.#module._free(address)
  }

  /** Gives the module of TensorFlow.js a tensor at an address that stays the caller's, under the number returned. */
  register(address: number, elements: number): number {
    const id = this.#next.dataIdNextNumber++
    this.#module.tfjs.registerTensor!(id, elements, address)
    return id
  }

  /** Takes a number back, and whatever the module has kept for it. */
  unregister(id: number): void {
    this.#module.tfjs.disposeData!(id)
  }

  /** Gives a tensor another number: what the module has packed of its values is forgotten. */
  renewId({ dataId, shape }: tf.TensorInfo): void {
    const data = this.dataIdMap.get(dataId)
    this.unregister(data.id)
    data.id = this.register(data.memoryOffset, tf.util.sizeFromShape(shape))
    this.#observer?.registered(data.id, data.memoryOffset, tf.util.sizeFromShape(shape))
  }

  /** Moves a tensor's values, which others may share, to another address. */
  moveTo({ dataId, shape, dtype }: tf.TensorInfo, address: number): void {
    const data = this.dataIdMap.get(dataId)
    const from = data.memoryOffset
    this.copy(from, address, bytesOf(shape, dtype))
    this.unregister(data.id)
    data.memoryOffset = address
    data.id = this.register(address, tf.util.sizeFromShape(shape))
  }

  /** Copies bytes within memory. */
  copy(from: number, to: number, bytes: number): void {
    this.#module.HEAPU8.copyWithin(to, from, from + bytes)
  }

  /** A copy of bytes. */
  bytes(address: number, bytes: number): Uint8Array {
    return this.#module.HEAPU8.slice(address, address + bytes)
  }

  /**
   * Runs JavaScript on memory as a part of a kernel.
   *
   * @param run a function that stands by itself: all that it depends on are its arguments and what lies in memory
   * @param addresses of tensors and of working memory; 0 for none
   */
  host(run: HostCode, addresses: readonly number[], numbers: readonly number[] = []): void {
    this.#observer?.host(run, addresses, numbers)
    const places = addresses.map((address) => address % 2 ** 32)
    this.sanction(() => run(this, places, numbers))
  }

  /** Runs code that looks at memory in ways that are known. */
  sanction<T>(run: () => T): T {
    this.#sanctioned++
    try {
      return run()
    } finally {
      this.#sanctioned--
    }
  }

  #touch(dataId?: DataId): void {
    if (this.#observer && this.#sanctioned === 0) this.#observer.touched(dataId)
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

  /**
   * Rows of a tensor where they lie; undefined where that cannot be: its values may change, are no plain numbers, are not
   * here, or somebody sees what happens.
   */
  lendRows({ dataId, shape, dtype }: tf.TensorInfo, start: number, count: number): tf.TensorInfo | undefined {
    if (this.#observer || !this.dataIdMap.has(dataId) || !plain.has(dtype)) return undefined
    const from = this.dataIdMap.get(dataId).memoryOffset
    const block = this.#lenders.get(dataId) ?? from
    if (this.#watch.pinned.has(block)) return undefined
    const [rows = 0, ...sample] = shape
    if (start < 0 || count < 1 || start + count > rows) return undefined
    const lent = super.makeOutput([count, ...sample], dtype, from + start * bytesOf(sample, dtype))
    this.#watch.lent.lend(block)
    this.#lenders.set(lent.dataId, block)
    return lent
  }

  /** Whether a tensor lies in memory that another has made. */
  isLent(dataId: DataId): boolean {
    return this.#lenders.has(dataId)
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const block = this.#lenders.get(dataId)
    if (block === undefined) return super.disposeData(dataId, force)
    const data = this.dataIdMap.get(dataId)
    data.refCount--
    if (!force && data.refCount > 0) return false
    this.unregister(data.id)
    this.dataIdMap.delete(dataId)
    this.#lenders.delete(dataId)
    if (this.#watch.lent.giveBack(block)) this.release(block)
    return true
  }

  /** Runs `use` with the address of `bytes` of working memory, aligned to a cache line and not zeroed. */
  withScratch<T>(bytes: number, use: (address: number) => T): T {
    const block = this.#module._malloc(bytes + 64) >>> 0
    const start = Math.ceil(block / 64) * 64
    try {
      return use(this.#observer ? this.#observer.scratch(start, bytes) : start)
    } finally {
      this.#observer?.freed(start)
      this.#module._free(block)
    }
  }

  /** Zeroes memory. */
  clear(address: number, bytes: number): void {
    this.kernels.clearBytes(address, bytes)
  }

  /** Writes bytes into memory. */
  put(address: number, bytes: Uint8Array): void {
    this.#observer?.put(address, bytes)
    this.#module.HEAPU8.set(bytes, address % 2 ** 32)
  }

  /** `n` floats in place. Valid only until the next allocation. */
  floats(address: number, n: number): Float32Array {
    this.#touch()
    return new Float32Array(this.#module.HEAPU8.buffer as ArrayBuffer, address, n)
  }

  /** `n` numbers of a type in place. Valid only until the next allocation. */
  values(address: number, n: number, dtype: Dtype): Float32Array | Int32Array | Uint8Array {
    this.#touch()
    const Type = dtype === 'float32' ? Float32Array : dtype === 'int32' ? Int32Array : Uint8Array
    return new Type(this.#module.HEAPU8.buffer as ArrayBuffer, address, n)
  }

  /** The values in place. Valid only until the next allocation. */
  view(tensor: tf.TensorInfo): Float32Array | Int32Array | Uint8Array {
    return this.typedArrayFromHeap(tensor) as Float32Array
  }

  override typedArrayFromHeap(tensor: tf.TensorInfo): Float32Array | Int32Array | Uint8Array {
    this.#touch(tensor.dataId)
    return super.typedArrayFromHeap(tensor) as Float32Array
  }

  /**
   * Looks at the values of a tensor and throws where they are not as they must be, as part of a kernel. What `look`
   * depends on besides may not change.
   */
  inspect(tensor: tf.TensorInfo, look: (values: Float32Array | Int32Array | Uint8Array) => void): void {
    this.#observer?.inspect(tensor, look)
    this.sanction(() => look(this.view(tensor)))
  }

  /**
   * Runs a kernel, on all threads if the work is worth it.
   *
   * @param work roughly the number of floating-point operations, or 8 per number moved
   */
  run(kernel: SharedKernelName, work: number, ...args: number[]): void {
    this.#observer?.kernel(kernel, args, work)
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
    if (memoryOffset !== undefined && this.#observer) {
      const { id } = this.dataIdMap.get(made.dataId)
      this.#observer.registered(id, memoryOffset, tf.util.sizeFromShape(shape))
    }
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
      if (this.#observer) this.#observed(dataId, values)
    } catch (error) {
      if (!(error instanceof KeratinError) || error.code !== 'OUT_OF_MEMORY') throw error
      const bytes = tf.util.sizeFromShape(shape) * tf.util.bytesPerElement(dtype)
      throw outOfMemoryForTensor(shape, dtype, bytes, this.#module)
    }
  }

  #observed(dataId: DataId, values: tf.backend_util.BackendValues | null): void {
    const { id, memoryOffset, shape, dtype } = this.dataIdMap.get(dataId)
    if (memoryOffset === null) return
    this.#observer!.registered(id, memoryOffset, tf.util.sizeFromShape(shape))
    if (values)
      this.#observer!.uploaded(dataId, memoryOffset, this.bytes(memoryOffset, bytesOf(shape, dtype)))
  }

  /** Complex numbers lie in memory as pairs of floats. */
  override readSync(dataId: DataId, start?: number, end?: number): tf.backend_util.BackendValues {
    this.#touch(dataId)
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

/** Types of numbers that lie one after the other. */
const plain: ReadonlySet<Dtype> = new Set(['float32', 'int32', 'bool'])

const bytesOf = (shape: readonly number[], dtype: Dtype): number =>
  tf.util.sizeFromShape([...shape]) * tf.util.bytesPerElement(dtype)
