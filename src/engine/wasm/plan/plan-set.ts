import { KeratinError } from '../../../support/errors.js'
import { compare, keyOf } from '../../plan/compare.js'
import type { Recording } from '../../plan/recording.js'
import { tf } from '../../tf.js'
import { KeratinWasmBackend } from '../backend.js'
import { WasmPlan } from './plan.js'
import { counts } from './plan-counts.js'
import { Recorder } from './recorder.js'
import { copied, separateVariables } from './separate.js'
import { verified } from './verify.js'

/** Steps that are recorded in vain before it is left at that. */
const MOST_RECORDINGS = 6
/** Plans of one step, which differ in what its course depends on. */
const MOST_PLANS = 8

type Body = (feeds: readonly tf.Tensor[]) => tf.Tensor[]

export interface PlanSetOptions {
  /** Whether a step may be recorded that calls code of the program's own. */
  readonly ownCode: boolean
  /** Whether all that the step depends on in JavaScript is as it was when this was last asked. */
  readonly watch: () => () => boolean
}

/** A plan, and what it was made from. */
interface Entry {
  readonly plan: WasmPlan
  /** The recording as it was made, to compare others with. */
  readonly raw: Recording
  /** Numbers that are known to reach the kernels as they are. */
  readonly proven: Set<string>
  readonly unchanged: () => boolean
  runs: number
}

/** The plans of one step for feeds of one kind: it is recorded until two steps agree, then run from the plan. */
export class PlanSet {
  readonly #entries: Entry[] = []
  /** Recordings that wait for another to agree with, by the course that the step took. */
  readonly #waiting = new Map<string, Recording>()
  #recordings = 0
  #reason: string | undefined
  #isOwnCode = false

  constructor(readonly options: PlanSetOptions) {}

  /** Why the step runs operator by operator; undefined while it need not. */
  get reason(): string | undefined {
    return this.#reason
  }

  /** Whether it is for code of the program's own that it runs so: then nobody need be told. */
  get isOwnCode(): boolean {
    return this.#isOwnCode
  }

  /** The plans that there are. */
  get plans(): readonly WasmPlan[] {
    return this.#entries.map(({ plan }) => plan)
  }

  /** Steps that were run from plans. */
  get runs(): number {
    return this.#entries.reduce((sum, { runs }) => sum + runs, 0)
  }

  /**
   * Runs the step.
   *
   * @param body the step, operator by operator, on what it is given: the feeds, or copies of them
   * @returns its results, which are the caller's
   */
  run(feeds: readonly tf.Tensor[], body: Body): tf.Tensor[] {
    const backend = tf.backend()
    if (this.#reason !== undefined || !(backend instanceof KeratinWasmBackend)) return body(feeds)
    if (feeds.some(({ dtype }) => dtype === 'string')) {
      this.#giveUp('it works on text')
      return body(feeds)
    }
    // a step within a step is part of it
    if (backend.observer) return body(feeds)
    const entry = this.#entries.find((e) => e.plan.backend === backend && holds(e))
    if (entry && this.#hasRoom(() => entry.plan.prepare())) {
      entry.runs++
      counts.replayed++
      return entry.plan.run(feeds)
    }
    return this.#reason === undefined ? this.#record(backend, feeds, body) : body(feeds)
  }

  /** Whether there is memory for what `take` takes; else the step is left as it is. */
  #hasRoom(take: () => void): boolean {
    try {
      take()
      return true
    } catch (error) {
      if (!(error instanceof KeratinError) || error.code !== 'OUT_OF_MEMORY') throw error
      this.#giveUp('there is no memory for its plan')
      return false
    }
  }

  /** Frees the plans. */
  dispose(): void {
    for (const entry of [...this.#entries]) this.#drop(entry)
    this.#waiting.clear()
  }

  #giveUp(reason: string): void {
    this.dispose()
    this.#reason = reason
    counts.eager[reason] = (counts.eager[reason] ?? 0) + 1
  }

  #drop(entry: Entry): void {
    entry.plan.dispose()
    this.#entries.splice(this.#entries.indexOf(entry), 1)
    counts.plans--
  }

  #record(backend: KeratinWasmBackend, given: readonly tf.Tensor[], body: Body): tf.Tensor[] {
    this.#dropDead()
    separateVariables(backend)
    const feeds = copied(backend, given)
    try {
      return this.#recordOn(backend, feeds, body)
    } finally {
      for (const t of new Set(feeds)) t.dispose()
    }
  }

  #recordOn(backend: KeratinWasmBackend, feeds: readonly tf.Tensor[], body: Body): tf.Tensor[] {
    const known = [...this.#waiting.values(), ...this.#entries.map(({ raw }) => raw)]
    const before = snapshot(backend, known)
    // a recording that none waits for becomes no plan: the next one is looked through
    const looks = !this.options.ownCode && (known.length > 0 || this.#isSuspect)
    const { outputs, recording } = new Recorder(backend, feeds, looks).record(() => body(feeds))
    this.#recordings++
    counts.recorded++
    if (recording.ownCode !== undefined && !this.options.ownCode) {
      this.#isOwnCode = true
      this.#giveUp(`it calls ${recording.ownCode}, which may do anything`)
    } else if (recording.isFirst) this.#latest = recording.reason
    else if (recording.reason !== undefined && !looks && !this.options.ownCode) this.#isSuspect = true
    else if (recording.reason !== undefined) this.#giveUp(recording.reason)
    else this.#take(backend, recording, { feeds, outputs, before })
    if (this.#recordings > MOST_RECORDINGS + this.#entries.length && this.#reason === undefined) {
      this.#giveUp(this.#latest ?? 'what it depends on in JavaScript changes from step to step')
    }
    return outputs
  }

  #latest: string | undefined
  /** Whether a step could not be recorded that was not looked through for code of the program's own. */
  #isSuspect = false

  #take(
    backend: KeratinWasmBackend,
    recording: Recording,
    step: {
      feeds: readonly tf.Tensor[]
      outputs: readonly tf.Tensor[]
      before: Map<tf.Variable, Uint8Array>
    },
  ): void {
    const course = JSON.stringify(recording.conditions.map(({ answer }) => answer))
    // numbers that have changed: where all else agrees, they are fed
    for (const entry of this.#entries) {
      if (courseOf(entry.raw) !== course || !entry.unchanged()) continue
      const result = compare(entry.raw, recording)
      if (!('agreed' in result)) continue
      for (const name of result.varied) entry.proven.add(name)
      this.#recordings--
      return
    }
    const other = this.#waiting.get(course)
    this.#waiting.set(course, recording)
    if (!other) return
    const result = compare(other, recording)
    if (!('agreed' in result)) {
      this.#latest = result.difference
      return
    }
    let plan: WasmPlan | undefined
    const hasRoom = this.#hasRoom(() => {
      plan = new WasmPlan(backend, result.agreed)
      plan.prepare()
    })
    const wrong = plan && hasRoom && verified(plan, recording, step)
    if (!plan || !hasRoom || wrong) {
      plan?.dispose()
      if (wrong) this.#giveUp(wrong)
      return
    }
    this.#waiting.delete(course)
    if (this.#entries.length >= MOST_PLANS) this.#drop(this.#entries[0]!)
    counts.plans++
    this.#entries.push({
      plan,
      raw: recording,
      proven: new Set(result.varied),
      unchanged: this.options.watch(),
      runs: 0,
    })
    this.#recordings = 0
  }

  #dropDead(): void {
    for (const entry of [...this.#entries]) if (!entry.plan.isWhole) this.#drop(entry)
  }
}

const courseOf = (recording: Recording): string =>
  JSON.stringify(recording.conditions.map(({ answer }) => answer))

/** Whether a plan may be run now: all that it depends on is as it was, or is fed. */
function holds({ plan, raw, proven, unchanged }: Entry): boolean {
  const { conditions, sources, numbers } = raw
  if (!conditions.every(({ ask, answer }) => ask() === answer)) return false
  const same = sources.every((source, i) =>
    Object.entries(source()).every(
      ([name, value]) => proven.has(keyOf({ source: i, name })) || Object.is(value, numbers[i]![name]),
    ),
  )
  return same && plan.isWhole && unchanged()
}

/** The values of the variables that earlier recordings have met. */
function snapshot(
  backend: KeratinWasmBackend,
  recordings: readonly Recording[],
): Map<tf.Variable, Uint8Array> {
  const values = new Map<tf.Variable, Uint8Array>()
  for (const { slots } of recordings) {
    for (const slot of slots) {
      if (slot.kind !== 'variable' || slot.variable.isDisposed || values.has(slot.variable)) continue
      const { memoryOffset } = backend.dataIdMap.get(slot.variable.dataId)
      values.set(slot.variable, backend.bytes(memoryOffset, slot.bytes))
    }
  }
  return values
}
