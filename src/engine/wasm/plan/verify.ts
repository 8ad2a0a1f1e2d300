import type { Recording } from '../../plan/recording.js'
import type { tf } from '../../tf.js'
import type { WasmPlan } from './plan.js'
import { workspaceOf } from './workspace.js'

interface Step {
  readonly feeds: readonly tf.Tensor[]
  /** What the step gave. */
  readonly outputs: readonly tf.Tensor[]
  /** The values of variables before it. */
  readonly before: ReadonlyMap<tf.Variable, Uint8Array>
}

/**
 * Runs a step that was just run operator by operator once more, from the plan and from the values of before. Leaves the
 * variables as the step left them.
 *
 * @returns what is wrong with the plan; undefined if every bit is the same
 */
export function verified(plan: WasmPlan, recording: Recording, step: Step): string | undefined {
  const { backend } = plan
  const { homes } = workspaceOf(backend)
  const variables = recording.slots.flatMap((slot) => (slot.kind === 'variable' ? [slot.variable] : []))
  const all = new Set([...variables, ...recording.assigned.map(({ variable }) => variable)])
  const valuesOf = (t: tf.Tensor) => {
    const { memoryOffset } = backend.dataIdMap.get(t.dataId)
    return backend.bytes(memoryOffset, t.size * (t.dtype === 'bool' ? 1 : 4))
  }
  const after = new Map([...all].map((v) => [v, valuesOf(v)]))
  const put = (values: ReadonlyMap<tf.Variable, Uint8Array>) => {
    for (const variable of all) {
      const home = homes.addressOf(variable)
      homes.own(variable)
      const bytes = values.get(variable)
      if (!bytes) continue
      homes.changes(variable)
      backend.put(home, bytes)
    }
  }
  put(step.before)
  const words = recording.draws.map(({ word }) => word)
  const results = plan.compute(step.feeds, recording.numbers, words, false)
  const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0
  const right =
    [...all].every((v) => same(valuesOf(v), after.get(v)!)) &&
    results.every((t, i) => same(valuesOf(t), valuesOf(step.outputs[i]!)))
  for (const t of results) t.dispose()
  if (right) return undefined
  put(after)
  return 'run from a plan, it did not give the same bits'
}
