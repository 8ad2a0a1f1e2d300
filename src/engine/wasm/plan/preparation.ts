import { sha256 } from '../../../support/crypto.js'
import { rolesIn } from '../../plan/passes/prepared.js'
import type { Recording } from '../../plan/recording.js'
import type { tf } from '../../tf.js'
import type { KeratinWasmBackend } from '../backend.js'
import { BoundCalls, type Places } from './bound-calls.js'
import type { PreparedValue } from './prepared-values.js'
import { workspaceOf } from './workspace.js'

/** Numbers of variables, and of constants too large to be told by their bytes. */
const numbers = new WeakMap<object, number>()
let numbered = 0

function numberOf(thing: object): number {
  let number = numbers.get(thing)
  if (number === undefined) {
    number = numbered++
    numbers.set(thing, number)
  }
  return number
}

interface Prepared {
  readonly key: string
  readonly bytes: number
  readonly sources: readonly tf.Variable[]
  value?: PreparedValue
  readonly calls: Recording['calls']
  bound?: BoundCalls | undefined
}

/** What a plan computes only when weights have changed. */
export class Preparation {
  readonly #prepared = new Map<number, Prepared>()

  constructor(
    readonly backend: KeratinWasmBackend,
    { slots, prepared }: Recording,
  ) {
    const told = new Map<number, { key: string; sources: readonly tf.Variable[] }>()
    const tell = (slot: number): { key: string; sources: readonly tf.Variable[] } => {
      const known = told.get(slot)
      if (known) return known
      const given = slots[slot]!
      if (given.kind === 'variable') return { key: `v${numberOf(given.variable)}`, sources: [given.variable] }
      if (given.kind !== 'constant') return { key: 'room', sources: [] }
      const key = given.bytes > 64 ? `c${numberOf(given.values)}` : Buffer.from(given.values).toString('hex')
      return { key, sources: [] }
    }
    for (const { slot, calls } of prepared) {
      const sources = new Set<tf.Variable>()
      const words = calls.map((call) => {
        const given = rolesIn(call).map(({ pointer, role }) => {
          const of = role === 'r' ? tell(pointer.slot) : undefined
          for (const variable of of?.sources ?? []) sources.add(variable)
          return `${role} ${of?.key} ${pointer.offset}`
        })
        return [call.name, ...call.args.filter((arg) => typeof arg === 'number'), ...given].join(' ')
      })
      const key = sha256().update(words.join('\n')).digest('base64url')
      told.set(slot, { key, sources: [...sources] })
      this.#prepared.set(slot, { key, bytes: slots[slot]!.bytes, sources: [...sources], calls })
    }
  }

  /** Takes memory for all of it. */
  takeRoom(): void {
    const { prepared: values } = workspaceOf(this.backend)
    for (const prepared of this.#prepared.values()) {
      prepared.value = values.take(prepared.key, prepared.bytes, prepared.sources)
    }
  }

  /** Bytes of all that it computes. */
  get bytes(): number {
    return [...this.#prepared.values()].reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Where the values of a slot lie. */
  addressOf(slot: number): number {
    return this.#prepared.get(slot)!.value!.address
  }

  /** Finds the addresses anew that its calls work on. */
  bind(places: Places): void {
    for (const prepared of this.#prepared.values()) {
      prepared.bound?.release()
      prepared.bound = new BoundCalls(this.backend, prepared.calls, places)
    }
  }

  /** Computes what is not up to date; in the arena nothing may lie yet. */
  run(threads: number): void {
    const { prepared: values } = workspaceOf(this.backend)
    for (const { value, bound } of this.#prepared.values()) {
      if (!values.isStale(value!)) continue
      bound!.run([], [], false, threads, false)
      values.computed(value!)
    }
  }

  release(): void {
    for (const { key, bound, value } of this.#prepared.values()) {
      bound?.release()
      if (value) workspaceOf(this.backend).prepared.release(key)
    }
    this.#prepared.clear()
  }
}
