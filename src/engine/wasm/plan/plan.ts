import { type RandomStream, randomStream } from '../../../support/random.js'
import { FedNumber } from '../../plan/fed.js'
import { layOut } from '../../plan/layout.js'
import { lifetimesOf } from '../../plan/lifetimes.js'
import type { Call, Pointer, Recording, Slot } from '../../plan/recording.js'
import { tf } from '../../tf.js'
import type { HostCode, KeratinWasmBackend } from '../backend.js'
import type { SharedKernelName } from '../exports.js'
import type { StockFunction } from '../observer.js'
import { PlanMemory } from './plan-memory.js'
import { type Workspace, workspaceOf } from './workspace.js'

/** What the numbers that are fed are for one step, by source. */
export type StepNumbers = readonly Readonly<Record<string, number>>[]

/** A recorded step in a form that runs again and again. */
export class WasmPlan {
  readonly memory: PlanMemory
  /** Bytes that it works in, which plans share. */
  readonly arenaBytes: number
  readonly #workspace: Workspace
  readonly #offsets: readonly number[]
  readonly #variables: readonly tf.Variable[]
  #base = -1
  #steps: (() => void)[] = []
  #looks: { place: number; look: () => void }[] = []
  #numberSlots: { address: number; source: number; name: string }[] = []
  #patches: ((numbers: StepNumbers, words: readonly number[]) => void)[] = []

  constructor(
    readonly backend: KeratinWasmBackend,
    readonly recording: Recording,
  ) {
    this.#workspace = workspaceOf(backend)
    const lifetimes = lifetimesOf(recording)
    const inArena = ({ kind }: Slot) => kind === 'room' || kind === 'feed'
    const none = { bytes: 0, first: -1, last: -1 }
    const { offsets, bytes } = layOut(
      recording.slots.map((slot, i) => (inArena(slot) ? (lifetimes[i] ?? none) : none)),
    )
    this.#offsets = offsets
    this.arenaBytes = bytes
    this.#variables = recording.slots.flatMap((slot) => (slot.kind === 'variable' ? [slot.variable] : []))
    const used = recording.slots.map((slot, i) => (lifetimes[i] ? slot : undefined))
    this.memory = new PlanMemory(backend, used)
  }

  /** Whether all that it uses is still there. */
  get isWhole(): boolean {
    const { dataIdMap } = this.backend
    return (
      this.#variables.every((v) => !v.isDisposed) &&
      this.recording.slots.every(
        (slot) =>
          slot.kind !== 'captured' ||
          (dataIdMap.has(slot.dataId) && dataIdMap.get(slot.dataId).memoryOffset === slot.address),
      )
    )
  }

  /** Runs the step; the results become the caller's. */
  run(feeds: readonly tf.Tensor[]): tf.Tensor[] {
    const { sources, draws, effects } = this.recording
    const numbers = sources.map((source) => source())
    const words = draws.map(({ stream }) => streamOf(stream).nextInt32())
    const results = this.compute(feeds, numbers, words)
    for (const effect of effects) effect()
    return results
  }

  /** Runs the step with numbers and random words that are given. */
  compute(
    feeds: readonly tf.Tensor[],
    numbers: StepNumbers,
    words: readonly number[],
    looks = true,
  ): tf.Tensor[] {
    this.#bind()
    this.#bringHome()
    const { backend } = this
    this.recording.slots.forEach((slot, i) => {
      if (slot.kind !== 'feed') return
      const given = backend.dataIdMap.get(feeds[slot.index]!.dataId)
      backend.copy(given.memoryOffset, this.#address(i), slot.bytes)
    })
    for (const { address, source, name } of this.#numberSlots) {
      backend.floats(address, 1)[0] = numbers[source]![name]!
    }
    for (const patch of this.#patches) patch(numbers, words)
    let next = 0
    for (const { place, look } of this.#looks) {
      if (!looks) break
      for (; next < place; next++) this.#steps[next]!()
      look()
    }
    for (; next < this.#steps.length; next++) this.#steps[next]!()
    const results = this.#results()
    this.#assign()
    return results
  }

  /** Frees what belongs to it alone. */
  dispose(): void {
    this.memory.release()
  }

  #address(slot: number): number {
    const known = this.recording.slots[slot]!
    switch (known.kind) {
      case 'room':
      case 'feed':
        return this.#base + this.#offsets[slot]!
      case 'variable':
        return this.#workspace.homes.addressOf(known.variable)
      case 'captured':
        return known.address
      default:
        return this.memory.addressOf(slot)
    }
  }

  #bringHome(): void {
    const { homes } = this.#workspace
    const changed = new Set(this.recording.assigned.map(({ variable }) => variable))
    for (const variable of this.#variables) if (!changed.has(variable)) homes.bring(variable)
    for (const variable of changed) {
      homes.addressOf(variable)
      homes.own(variable)
    }
  }

  #results(): tf.Tensor[] {
    const { backend } = this
    return this.recording.results.map(({ slot, shape, dtype }) => {
      const made = backend.makeOutput([...shape], dtype)
      backend.copy(this.#address(slot), backend.address(made), bytesOf(shape, dtype))
      return tf.engine().makeTensorFromTensorInfo(made)
    })
  }

  #assign(): void {
    const { backend, recording } = this
    const { homes } = this.#workspace
    const { slots, assigned } = recording
    // values that lie in the home of another variable are taken before that changes
    const taken = assigned.map(({ variable, slot }) =>
      slots[slot]!.kind === 'variable'
        ? backend.bytes(this.#address(slot), bytesOf(variable.shape, variable.dtype))
        : undefined,
    )
    assigned.forEach(({ variable, slot }, i) => {
      const home = homes.addressOf(variable)
      const bytes = taken[i]
      if (bytes) backend.put(home, bytes)
      else backend.copy(this.#address(slot), home, bytesOf(variable.shape, variable.dtype))
    })
  }

  /** Finds the addresses anew where the arena has moved. */
  #bind(): void {
    const base = this.#workspace.arena.addressFor(this.arenaBytes)
    if (base === this.#base) return
    this.#base = base
    this.memory.unregister()
    const { calls, slots } = this.recording
    this.#patches = []
    this.#steps = []
    this.#looks = []
    for (const call of calls) {
      if (call.kind === 'inspect') this.#looks.push({ place: this.#steps.length, look: this.#look(call) })
      else this.#steps.push(this.#step(call))
    }
    this.#numberSlots = slots.flatMap((slot, i) =>
      slot.kind === 'number' && this.memory.has(i) ? [{ address: this.#address(i), ...slot.fed }] : [],
    )
  }

  #look({ args, run, dtype }: Call): () => void {
    const [pointer] = args as unknown as [{ slot: number; elements: number }]
    const look = run as (values: unknown) => void
    return () => look(this.backend.values(this.#address(pointer.slot), pointer.elements, dtype!))
  }

  #step({ kind, name, args, work, run, numbers }: Call): () => void {
    const { backend } = this
    const { kernels, pool } = backend
    const bound = this.#arguments(args)
    if (kind === 'kernel') {
      const shared = name as SharedKernelName
      if (work !== undefined) return () => pool.run(shared, work, bound as number[])
      const kernel = kernels[shared]
      return () => {
        kernel(...(bound as number[]))
      }
    }
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

  /** An address, or the number of the tensor there. */
  #place({ slot, offset, elements }: Pointer): number {
    const address = this.#address(slot) + offset
    return elements === undefined ? address : this.memory.idOf(address, elements)
  }

  #arguments(args: Call['args']): (number | Uint8Array)[] {
    const bound: (number | Uint8Array)[] = []
    args.forEach((arg, i) => {
      if (typeof arg === 'number' || arg instanceof Uint8Array) bound.push(arg)
      else if (arg instanceof FedNumber) {
        const { source, name } = arg.key
        bound.push(Number(arg))
        this.#patches.push((numbers) => {
          bound[i] = numbers[source]![name]!
        })
      } else if ('draw' in arg) {
        bound.push(0)
        this.#patches.push((_, words) => {
          bound[i] = words[arg.draw]! | 0
        })
      } else if ('tensors' in arg) {
        const ids = Int32Array.from(arg.tensors, (tensor) => this.#place(tensor))
        bound.push(new Uint8Array(ids.buffer))
      } else bound.push(this.#place(arg))
    })
    return bound
  }
}

const bytesOf = (shape: readonly number[], dtype: tf.DataType): number =>
  tf.util.sizeFromShape([...shape]) * tf.util.bytesPerElement(dtype)

const streamOf = (stream: Recording['draws'][number]['stream']): RandomStream =>
  typeof stream === 'string' ? randomStream(stream) : stream
