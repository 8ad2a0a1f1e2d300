import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { argumentError } from '../../support/errors.js'
import { type KernelExports, type SharedKernelName, sharedKernelNames } from './exports.js'

/** Work below this many operations is done before other threads have woken up. */
const WORTH_SHARING = 500_000
/** A start takes longer than this many operations on one thread: a single prediction ends sooner alone. */
const WORTH_STARTING = 50_000_000
const MAXIMUM_ARGUMENTS = 48

/** Words of the control block. */
const Control = { generation: 0, pending: 1, kernel: 2, count: 3, stop: 4, ready: 5 } as const

/** How many threads kernels run on: `KERATIN_THREADS`, or one per core. */
export function threadCount(): number {
  const text = process.env.KERATIN_THREADS
  if (text === undefined || text === '') return Math.min(availableParallelism(), 16)
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > 64) {
    throw argumentError('KERATIN_THREADS', 'an integer from 1 to 64', 'KERATIN_THREADS', text)
  }
  return count
}

/** Runs kernels, sharing large ones out among threads that work in the same memory, once there is enough to share. */
export class ThreadPool {
  readonly #kernels: KernelExports
  readonly #workers: Worker[] = []
  readonly #control: Int32Array
  readonly #args: Float64Array

  readonly #others: number
  readonly #place: Pick<WorkerData, 'module' | 'memory'>
  #shareable = 0
  #isStopped = false

  /** The calling thread and `threads` - 1 others, which are told where the kernels and the memory are. */
  constructor(
    kernels: KernelExports,
    module: WebAssembly.Module,
    memory: WebAssembly.Memory,
    threads: number,
  ) {
    this.#kernels = kernels
    this.#others = threads - 1
    this.#place = { module, memory }
    // one thread shares nothing, and there may be nothing to share by
    const Buffer = threads > 1 ? SharedArrayBuffer : ArrayBuffer
    this.#control = new Int32Array(new Buffer(64))
    this.#args = new Float64Array(new Buffer(8 * MAXIMUM_ARGUMENTS))
  }

  #start(): void {
    for (let part = 1; part <= this.#others; part++) {
      const worker = new Worker(`(${workerLoop.toString()})(require('node:worker_threads').workerData)`, {
        eval: true,
        execArgv: [],
        workerData: {
          ...this.#place,
          part,
          control: this.#control,
          args: this.#args,
          names: sharedKernelNames,
        } satisfies WorkerData,
      })
      worker.unref()
      this.#workers.push(worker)
    }
  }

  /** Threads that kernels can count on, the calling one included. */
  get threads(): number {
    return this.#others + 1
  }

  /** Whether all threads have started. */
  get ready(): boolean {
    return Atomics.load(this.#control, Control.ready) === this.#others
  }

  /** Whether there are other threads to share so much work with. Those that are still starting are not waited for. */
  #shares(work: number): boolean {
    if (work < WORTH_SHARING || this.#others === 0 || this.#isStopped) return false
    if (this.#workers.length > 0) return this.ready
    this.#shareable += work
    if (this.#shareable >= WORTH_STARTING) this.#start()
    return false
  }

  /** Runs a kernel; returns when all its parts are done. */
  run(kernel: SharedKernelName, work: number, args: readonly number[]): void {
    const control = this.#control
    // every number of parts gives the same bits
    const parts = this.#shares(work) ? this.threads : 1
    if (parts === 1) {
      this.#kernels[kernel](...args, 0, 1)
      return
    }
    this.#args.set(args)
    control[Control.kernel] = sharedKernelNames.indexOf(kernel)
    control[Control.count] = args.length
    Atomics.store(control, Control.pending, parts - 1)
    Atomics.add(control, Control.generation, 1)
    Atomics.notify(control, Control.generation)
    this.#kernels[kernel](...args, 0, parts)
    let pending = Atomics.load(control, Control.pending)
    for (let spins = 0; pending !== 0; pending = Atomics.load(control, Control.pending)) {
      if (++spins > 20_000) Atomics.wait(control, Control.pending, pending, 1)
    }
  }

  /** Ends the threads. */
  stop(): void {
    this.#isStopped = true
    Atomics.store(this.#control, Control.stop, 1)
    Atomics.add(this.#control, Control.generation, 1)
    Atomics.notify(this.#control, Control.generation)
    this.#workers.length = 0
  }
}

interface WorkerData {
  module: WebAssembly.Module
  memory: WebAssembly.Memory
  part: number
  control: Int32Array
  args: Float64Array
  names: readonly string[]
}

/** The life of a worker thread. It is sent as text, so it must not refer to anything outside itself. */
function workerLoop({ module, memory, part, control, args, names }: WorkerData): void {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } })
  const kernels = names.map((name) => exports[name] as (...args: number[]) => void)
  let generation = Atomics.load(control, 0)
  Atomics.add(control, 5, 1)
  for (;;) {
    // waking up takes longer than the pauses between the kernels of a step: about 0.1 ms are waited through awake
    for (let spins = 0; Atomics.load(control, 0) === generation; ) {
      if (++spins > 100_000) Atomics.wait(control, 0, generation)
    }
    generation = Atomics.load(control, 0)
    if (control[4]) return
    const parts = Atomics.load(control, 5) + 1
    kernels[control[2]!]!(...args.subarray(0, control[3]!), part, parts)
    if (Atomics.sub(control, 1, 1) === 1) Atomics.notify(control, 1)
  }
}
