import type { Call } from '../../plan/recording.js'
import type { KeratinWasmBackend } from '../backend.js'
import { numberOfKernel } from '../pool.js'
import { signatures } from '../signatures.js'

/** Words before the arguments: the kernel, whether it is worth sharing, the number of arguments. */
const HEAD = 3

/** Calls of kernels in memory, in the form that the module walks through. */
export class CallTable {
  readonly #block: number
  #end: number

  /** @param calls those that are going to be added, and maybe others */
  constructor(
    readonly backend: KeratinWasmBackend,
    calls: readonly Call[],
  ) {
    const words = calls.reduce((sum, { args }) => sum + HEAD + args.length, 0)
    this.#block = backend.reserve(4 * words)
    this.#end = this.#block
  }

  /** Where the next call comes to lie. */
  get end(): number {
    return this.#end
  }

  /** Adds a call; the address where its arguments lie, a word each, which are still to be written. */
  add(name: string, isShared: boolean, args: number): number {
    const head = [numberOfKernel(name), isShared ? 1 : 0, args]
    this.backend.values(this.#end, HEAD, 'int32').set(head)
    const place = this.#end + 4 * HEAD
    this.#end = place + 4 * args
    return place
  }

  release(): void {
    this.backend.release(this.#block)
  }
}

/** Whether an argument of a kernel is a float. */
export const isFloat = (kernel: string, argument: number): boolean =>
  signatures[numberOfKernel(kernel)]![1].replace('+', '')[argument] === 'f'
