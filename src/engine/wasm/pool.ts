import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { usableCores } from '../../support/cpu-quota.js'
import { argumentError } from '../../support/errors.js'
import { programOf } from '../../support/program-of.js'
import type { KernelExports, SharedKernelName } from './exports.js'
import { signatures } from './signatures.js'

/** Work below this many operations is done before other threads have woken up. */
const WORTH_SHARING = 500_000
/** Work below this takes as long as waking up another thread. */
const WORTH_WAKING = 5_000_000
/** A start takes longer than this many operations on one thread: a single prediction ends sooner alone. */
const WORTH_STARTING = 50_000_000
/** Bytes of the block that threads look at: see assembly/threads.ts. Behind it lie the arguments of a kernel. */
const CONTROL_BYTES = 512
const MAXIMUM_ARGUMENTS = 48
/** Words of the block. */
const Control = { job: 16, stop: 18, ready: 64, waited: 82 } as const

/** The numbers of kernels, and the types of their arguments. */
const numbers = new Map(signatures.map(([name], i) => [name, i]))

/** How many threads kernels run on: `KERATIN_THREADS`, or one for each core that the process may use. */
export function threadCount(): number {
  const text = process.env.KERATIN_THREADS
  if (text === undefined || text === '') {
    return Math.min(usableCores(availableParallelism()), 16)
  }
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > 64) {
    throw argumentError('KERATIN_THREADS', 'an integer from 1 to 64', 'KERATIN_THREADS', text)
  }
  return count
}

/**
 * Among how many of the threads to share out work outside of plans. What is small follows the number that a plan has found to
 * be fastest lately: fetching the next batch is not worth waking a thread that plans have left asleep on a busy machine.
 */
export const sharers = (work: number, threads: number, lately: number): number =>
  work < WORTH_WAKING ? Math.min(threads, lately) : threads

/** Runs kernels, sharing large ones out among threads that work in the same memory, once there is enough to share. */
export class ThreadPool {
  readonly #kernels: KernelExports
  readonly #workers: Worker[] = []
  readonly #others: number
  readonly #place: Pick<WorkerData, 'module' | 'memory'>
  #control = 0
  #shareable = 0
  #isStopped = false
  /** On how many threads the latest plan runs. */
  lately = Number.POSITIVE_INFINITY

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
  }

  /** Gives it the room in memory that threads look at, so many bytes as `roomBytes`. */
  attach(address: number): void {
    this.#control = Math.ceil(address / 64) * 64
    new Uint8Array(this.#place.memory.buffer, this.#control, CONTROL_BYTES).fill(0)
  }

  /** Bytes of the room that it works in. */
  static readonly roomBytes = CONTROL_BYTES + 4 * MAXIMUM_ARGUMENTS + 64

  #start(): void {
    // loading it takes a millisecond or two, and small work needs no threads
    const { Worker } = process.getBuiltinModule('node:worker_threads')
    const program = `${programOf({ workerLoop })}\nworkerLoop(require('node:worker_threads').workerData)`
    for (let i = 0; i < this.#others; i++) {
      const worker = new Worker(program, {
        eval: true,
        execArgv: [],
        workerData: { ...this.#place, control: this.#control } satisfies WorkerData,
      })
      worker.unref()
      this.#workers.push(worker)
    }
  }

  get #words(): Int32Array {
    return new Int32Array(this.#place.memory.buffer, this.#control, CONTROL_BYTES / 4)
  }

  /** Threads that kernels can count on, the calling one included. */
  get threads(): number {
    return this.#others + 1
  }

  /** Whether all threads have started. */
  get ready(): boolean {
    return Atomics.load(this.#words, Control.ready) === this.#others
  }

  /** Milliseconds that the calling thread has waited for others so far, without waits of microseconds. */
  get waited(): number {
    return new Float64Array(this.#place.memory.buffer, this.#control + 4 * Control.waited, 1)[0]!
  }

  /** Whether so much work is worth being shared out. */
  isShareable(work: number): boolean {
    return work >= WORTH_SHARING && this.#others > 0
  }

  /** Whether there are other threads to share so much work with. Those that are still starting are not waited for. */
  #shares(work: number): boolean {
    if (!this.isShareable(work) || this.#isStopped) return false
    if (this.#workers.length > 0) return this.ready
    this.#shareable += work
    if (this.#shareable >= WORTH_STARTING) this.#start()
    return false
  }

  /** Runs a kernel; returns when all its parts are done. */
  run(kernel: SharedKernelName, work: number, args: readonly number[]): void {
    const threads = sharers(work, this.threads, this.lately)
    // every number of parts gives the same bits
    if (!this.#shares(work) || threads === 1) {
      this.#kernels[kernel](...args, 0, 1)
      return
    }
    const number = numbers.get(kernel)!
    const place = this.#control + CONTROL_BYTES
    writeArguments(this.#place.memory.buffer, place, number, args)
    this.#kernels.share(this.#control, number, place, threads)
  }

  /**
   * Runs a list of kernels in memory: see `walk` of assembly/threads.ts.
   *
   * @param work of those that are worth being shared out
   * @param threads how many to share them among at most
   */
  walk(from: number, to: number, work: number, threads: number): void {
    this.#kernels.walk(this.#control, from, to, threads > 1 && this.#shares(work) ? threads : 1)
  }

  /** Ends the threads. */
  stop(): void {
    this.#isStopped = true
    if (this.#workers.length === 0) return
    const words = this.#words
    Atomics.store(words, Control.stop, 1)
    Atomics.add(words, Control.job, 1)
    Atomics.notify(words, Control.job)
    this.#workers.length = 0
  }
}

/** Writes the arguments of a kernel, each a word. */
export function writeArguments(
  buffer: ArrayBuffer,
  place: number,
  kernel: number,
  args: readonly number[],
): void {
  const types = signatures[kernel]![1].replace('+', '')
  const [integers, floats] = [
    new Int32Array(buffer, place, args.length),
    new Float32Array(buffer, place, args.length),
  ]
  for (let i = 0; i < args.length; i++) {
    if (types[i] === 'f') floats[i] = args[i]!
    else integers[i] = args[i]!
  }
}

/** The number of a kernel. */
export const numberOfKernel = (name: string): number => numbers.get(name)!

interface WorkerData {
  module: WebAssembly.Module
  memory: WebAssembly.Memory
  control: number
}

/** The life of a worker thread. It is sent as text, so it must not refer to anything outside itself. */
function workerLoop({ module, memory, control }: WorkerData): void {
  const { exports } = new WebAssembly.Instance(module, { env: { memory, now: () => performance.now() } })
  ;(exports.serve as (control: number) => void)(control)
}
