import { type RandomStream, randomStream } from '../../../support/random.js'
import { describeOperators, type PlanOperator } from '../../plan/describe.js'
import { layOut } from '../../plan/layout.js'
import { lifetimesOf } from '../../plan/lifetimes.js'
import { improved } from '../../plan/passes/index.js'
import type { Recording, Slot } from '../../plan/recording.js'
import { tf } from '../../tf.js'
import type { KeratinWasmBackend } from '../backend.js'
import { BoundCalls, type Places, type StepNumbers } from './bound-calls.js'
import { Feeds } from './feeds.js'
import { Pace, waysFor } from './pace.js'
import { PlanMemory } from './plan-memory.js'
import { Preparation } from './preparation.js'
import { type Workspace, workspaceOf } from './workspace.js'

/**
 * Whether the time of each call is taken in a run, of which there were so many before: in the first ones, and later ever
 * more rarely, as threads start and code is compiled meanwhile.
 */
const isTimed = (runs: number): boolean => runs > 0 && (runs <= 3 || Number.isInteger(Math.log2(runs)))

/** A recorded step in a form that runs again and again. */
export class WasmPlan {
  /** What it runs. */
  readonly recording: Recording
  readonly memory: PlanMemory
  /** Bytes that it works in, which plans share. */
  readonly arenaBytes: number
  /** On how many threads it runs. */
  readonly pace: Pace
  readonly #workspace: Workspace
  readonly #preparation: Preparation
  readonly #offsets: readonly number[]
  readonly #variables: readonly tf.Variable[]
  /** Those that the step gives other values. */
  readonly #changed: ReadonlySet<tf.Variable>
  readonly #feeds: Feeds
  #base = -1
  #runs = 0
  #bound: BoundCalls | undefined
  #fedSlots: { address: number; source: number; name: string }[] = []

  constructor(
    readonly backend: KeratinWasmBackend,
    recorded: Recording,
  ) {
    const recording = improved(recorded)
    this.recording = recording
    this.#workspace = workspaceOf(backend)
    this.pace = new Pace(waysFor(backend.pool.threads))
    const lifetimes = lifetimesOf(recording)
    this.#feeds = new Feeds(backend, recording)
    const inArena = ({ kind }: Slot, i: number) =>
      kind === 'room' || (kind === 'feed' && !this.#feeds.moves(i))
    const none = { bytes: 0, first: -1, last: -1 }
    const { offsets, bytes } = layOut(
      recording.slots.map((slot, i) => (inArena(slot, i) ? (lifetimes[i] ?? none) : none)),
    )
    this.#offsets = offsets
    this.arenaBytes = bytes
    this.#variables = recording.slots.flatMap((slot) => (slot.kind === 'variable' ? [slot.variable] : []))
    this.#changed = new Set([...recording.assigned.map(({ variable }) => variable), ...recording.updated])
    const used = recording.slots.map((slot, i) => (lifetimes[i] ? slot : undefined))
    this.memory = new PlanMemory(backend, used)
    this.#preparation = new Preparation(backend, recording)
    try {
      this.#preparation.takeRoom()
    } catch (error) {
      this.dispose()
      throw error
    }
  }

  /** Bytes of what it keeps of weights; plans of the same weights share them. */
  get preparedBytes(): number {
    return this.#preparation.bytes
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

  /** Sees to it that there is memory for it. */
  prepare(): void {
    this.#workspace.arena.use(() => this.#bind())
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
    return this.#workspace.arena.use(() => {
      const bound = this.#bind()
      this.#bringHome()
      // variables may be among the feeds: they are where they stay now
      return this.#feeds.use(feeds, () => this.#compute(bound, numbers, words, looks))
    })
  }

  #compute(bound: BoundCalls, numbers: StepNumbers, words: readonly number[], looks: boolean): tf.Tensor[] {
    const { backend, pace } = this
    const isShared = bound.shares && backend.pool.ready
    const threads = isShared ? pace.threads : backend.pool.threads
    this.#preparation.run(threads)
    for (const { slot, bytes } of this.#feeds.copied) {
      backend.copy(this.#feeds.addressOf(slot), this.#address(slot), bytes)
    }
    for (const { address, source, name } of this.#fedSlots) {
      backend.floats(address, 1)[0] = numbers[source]![name]!
    }
    const waited = isShared ? backend.pool.waited : 0
    const start = performance.now()
    const timed = isTimed(this.#runs)
    this.#runs++
    bound.run(numbers, words, looks, threads, timed)
    // call by call a step takes longer
    if (isShared && !timed) {
      const now = performance.now()
      pace.took(now - start, now, backend.pool.waited - waited)
      backend.pool.lately = pace.threads
    }
    const results = this.#results()
    this.#assign()
    return results
  }

  /** What it runs, operator by operator. */
  get operators(): PlanOperator[] {
    return describeOperators(this.recording, this.#bound?.times)
  }

  /** Frees what belongs to it alone. */
  dispose(): void {
    this.memory.release()
    this.#preparation.release()
    this.#bound?.release()
    this.#bound = undefined
  }

  #address(slot: number): number {
    const known = this.recording.slots[slot]!
    switch (known.kind) {
      case 'feed':
        if (this.#feeds.moves(slot)) return this.#feeds.addressOf(slot)
        return this.#base + this.#offsets[slot]!
      case 'room':
        return this.#base + this.#offsets[slot]!
      case 'variable':
        return this.#workspace.homes.addressOf(known.variable)
      case 'captured':
        return known.address
      case 'kept':
        return this.#preparation.addressOf(slot)
      default:
        return this.memory.addressOf(slot)
    }
  }

  #bringHome(): void {
    const { homes } = this.#workspace
    for (const variable of this.#variables) if (!this.#changed.has(variable)) homes.bring(variable)
    for (const variable of this.#changed) {
      homes.addressOf(variable)
      homes.own(variable)
      homes.changes(variable)
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
  #bind(): BoundCalls {
    const base = this.#workspace.arena.addressFor(this.arenaBytes)
    if (this.#bound && base === this.#base) return this.#bound
    this.#base = base
    this.memory.unregister()
    this.#bound?.release()
    const places: Places = {
      addressOf: (slot) => this.#address(slot),
      moves: (slot) => this.#feeds.moves(slot),
      idOf: (address, elements) => this.memory.idOf(address, elements),
    }
    this.#preparation.bind(places)
    this.#bound = new BoundCalls(this.backend, this.recording.calls, places)
    this.#fedSlots = this.recording.slots.flatMap((slot, i) =>
      slot.kind === 'number' && this.memory.has(i) ? [{ address: this.#address(i), ...slot.fed }] : [],
    )
    return this.#bound
  }
}

const bytesOf = (shape: readonly number[], dtype: tf.DataType): number =>
  tf.util.sizeFromShape([...shape]) * tf.util.bytesPerElement(dtype)

const streamOf = (stream: Recording['draws'][number]['stream']): RandomStream =>
  typeof stream === 'string' ? randomStream(stream) : stream
