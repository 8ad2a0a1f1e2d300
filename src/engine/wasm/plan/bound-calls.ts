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
  /** The number of a tensor that lies there. */
  idOf(address: number, elements: number): number
}

/** A piece of a step. */
interface Piece {
  readonly run: () => void
  /** Whether it only looks at values. */
  readonly isLook: boolean
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
  #threads = 1
  #shares = false

  constructor(
    readonly backend: KeratinWasmBackend,
    calls: readonly Call[],
    places: Places,
  ) {
    this.#places = places
    this.#table = new CallTable(backend, calls)
    for (let i = 0; i < calls.length; ) {
      const first = i
      while (calls[i]?.kind === 'kernel') i++
      if (i > first) this.#pieces.push({ run: this.#walk(calls.slice(first, i)), isLook: false })
      else this.#pieces.push(this.#piece(calls[i++]!))
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
   */
  run(numbers: StepNumbers, words: readonly number[], looks: boolean, threads: number): void {
    const { backend } = this
    this.#threads = threads
    for (const { place, isFloat, value } of this.#fed) {
      backend.values(place, 1, isFloat ? 'float32' : 'int32')[0] = value(numbers, words)
    }
    for (const { run, isLook } of this.#pieces) if (looks || !isLook) run()
  }

  release(): void {
    this.#table.release()
  }

  #walk(calls: readonly Call[]): () => void {
    const { pool } = this.backend
    const from = this.#table.end
    let shared = 0
    for (const { name, args, work = 0 } of calls) {
      const isShared = pool.isShareable(work)
      if (isShared) shared += work
      const place = this.#table.add(name, isShared, args.length)
      args.forEach((arg, n) => {
        this.#write(place + 4 * n, isFloat(name, n), arg)
      })
    }
    const to = this.#table.end
    this.#shares ||= shared > 0
    return () => pool.walk(from, to, shared, this.#threads)
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
    } else put(this.#address(arg as Pointer))
  }

  #address({ slot, offset }: Pointer): number {
    return this.#places.addressOf(slot) + offset
  }

  #piece({ kind, args, run, numbers, dtype }: Call): Piece {
    const { backend } = this
    if (kind === 'inspect') {
      const [pointer] = args as readonly Pointer[]
      const look = run as (values: unknown) => void
      const { elements } = pointer!
      return { run: () => look(backend.values(this.#address(pointer!), elements!, dtype!)), isLook: true }
    }
    const bound = args.map((arg) => this.#argument(arg))
    if (kind === 'stock') {
      const stock = run as StockFunction
      return { run: () => void stock(...bound), isLook: false }
    }
    if (kind === 'put') {
      const [address, bytes] = bound as [number, Uint8Array]
      return { run: () => backend.put(address, bytes), isLook: false }
    }
    const code = run as HostCode
    return { run: () => code(backend, bound, numbers), isLook: false }
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
