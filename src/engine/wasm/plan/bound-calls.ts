import { FedNumber } from '../../plan/fed.js'
import type { Call, Pointer } from '../../plan/recording.js'
import type { HostCode, KeratinWasmBackend } from '../backend.js'
import type { StockFunction } from '../observer.js'
import { CallTable, isFloat } from './call-table.js'

/** What the numbers that are fed are for one step, by source. */
export type StepNumbers = readonly Readonly<Record<string, number>>[]

/** Where calls find what they work on. */
export interface Places {
  /** Where a slot lies. */
  addressOf(slot: number): number
  /** Whether a slot lies elsewhere in each step. */
  moves(slot: number): boolean
  /** The number of a tensor that lies there. */
  idOf(address: number, elements: number): number
}

/** A piece of a step. */
interface Piece {
  readonly run: () => void
  /** Whether it only looks at values. */
  readonly isLook: boolean
  /** Its calls one by one; as a whole they are faster. */
  readonly single: readonly (() => void)[]
}

/** An argument that is new in each step. */
interface Fed {
  readonly place: number
  readonly isFloat: boolean
  readonly value: (numbers: StepNumbers, words: readonly number[]) => number
}

/** The calls of a step with the addresses that they work on: kernels that follow each other are one call of the module. */
export class BoundCalls {
  readonly #pieces: Piece[] = []
  readonly #fed: Fed[] = []
  readonly #table: CallTable
  readonly #places: Places
  /** The least time that each call has taken, in milliseconds. */
  readonly times: Float64Array
  #threads = 1
  #shares = false

  constructor(
    readonly backend: KeratinWasmBackend,
    calls: readonly Call[],
    places: Places,
  ) {
    this.#places = places
    this.#table = new CallTable(backend, calls)
    this.times = new Float64Array(calls.length).fill(Number.POSITIVE_INFINITY)
    for (let i = 0; i < calls.length; ) {
      const first = i
      while (calls[i]?.kind === 'kernel') i++
      if (i > first) this.#pieces.push(this.#walk(calls.slice(first, i)))
      else {
        const isLook = calls[i]!.kind === 'inspect'
        const run = this.#piece(calls[i++]!)
        this.#pieces.push({ run, isLook, single: [run] })
      }
    }
  }

  /** Whether there is work in it that threads share. */
  get shares(): boolean {
    return this.#shares
  }

  /**
   * Runs the step.
   *
   * @param looks whether to look at values, too
   * @param threads on how many at most
   * @param timed whether to run call by call and take the time of each
   */
  run(numbers: StepNumbers, words: readonly number[], looks: boolean, threads: number, timed: boolean): void {
    const { backend } = this
    this.#threads = threads
    for (const { place, isFloat, value } of this.#fed) {
      backend.values(place, 1, isFloat ? 'float32' : 'int32')[0] = value(numbers, words)
    }
    if (timed) this.#runTimed(looks)
    else for (const { run, isLook } of this.#pieces) if (looks || !isLook) run()
  }

  #runTimed(looks: boolean): void {
    let call = 0
    for (const { single, isLook } of this.#pieces) {
      for (const run of single) {
        const start = performance.now()
        if (looks || !isLook) run()
        this.times[call] = Math.min(this.times[call]!, performance.now() - start)
        call++
      }
    }
  }

  release(): void {
    this.#table.release()
  }

  #walk(calls: readonly Call[]): Piece {
    const { pool } = this.backend
    const start = this.#table.end
    const single: (() => void)[] = []
    let shared = 0
    const walk = (from: number, to: number, work: number) => () => pool.walk(from, to, work, this.#threads)
    for (const { name, args, work = 0 } of calls) {
      const from = this.#table.end
      const isShared = pool.isShareable(work)
      if (isShared) shared += work
      const place = this.#table.add(name, isShared, args.length)
      args.forEach((arg, n) => {
        this.#write(place + 4 * n, isFloat(name, n), arg)
      })
      single.push(walk(from, this.#table.end, isShared ? work : 0))
    }
    this.#shares ||= shared > 0
    return { run: walk(start, this.#table.end, shared), isLook: false, single }
  }

  #write(place: number, float: boolean, arg: Call['args'][number]): void {
    const put = (value: number) => {
      this.backend.values(place, 1, float ? 'float32' : 'int32')[0] = value
    }
    if (typeof arg === 'number') put(arg)
    else if (arg instanceof FedNumber) {
      const { source, name } = arg.key
      this.#fed.push({ place, isFloat: float, value: (numbers) => numbers[source]![name]! })
    } else if ('draw' in arg) {
      this.#fed.push({ place, isFloat: float, value: (_, words) => words[arg.draw]! })
    } else if (this.#places.moves((arg as Pointer).slot)) {
      this.#fed.push({ place, isFloat: false, value: () => this.#address(arg as Pointer) })
    } else put(this.#address(arg as Pointer))
  }

  #address({ slot, offset }: Pointer): number {
    return this.#places.addressOf(slot) + offset
  }

  #piece({ kind, args, run, numbers, dtype }: Call): () => void {
    const { backend } = this
    if (kind === 'inspect') {
      const [pointer] = args as readonly Pointer[]
      const look = run as (values: unknown) => void
      const { elements } = pointer!
      return () => look(backend.values(this.#address(pointer!), elements!, dtype!))
    }
    const bound = args.map((arg) => this.#argument(arg))
    if (kind === 'stock') {
      const stock = run as StockFunction
      return () => {
        stock(...bound)
      }
    }
    if (kind === 'put') {
      const [address, bytes] = bound as [number, Uint8Array]
      return () => backend.put(address, bytes)
    }
    const code = run as HostCode
    return () => code(backend, bound, numbers)
  }

  /** A number or bytes; a tensor by its number. */
  #argument(arg: Call['args'][number]): number | Uint8Array {
    if (typeof arg === 'number' || arg instanceof Uint8Array) return arg
    if ('tensors' in arg) {
      const ids = Int32Array.from(arg.tensors, (tensor) => this.#argument(tensor) as number)
      return new Uint8Array(ids.buffer)
    }
    const { elements } = arg as Pointer
    const address = this.#address(arg as Pointer)
    return elements === undefined ? address : this.#places.idOf(address, elements)
  }
}
