import type { Recording } from './recording.js'

/** An operator of a plan. */
export interface PlanOperator {
  /** Its name in TensorFlow.js, and those of operators that its kernels compute as well. */
  readonly operator: string
  /** The kernels that it runs, in their order. */
  readonly kernels: readonly string[]
  /** The shapes of its results. */
  readonly shapes: readonly (readonly number[])[]
  /** The bytes of its results. */
  readonly bytes: number
  /** What it takes, in milliseconds; undefined before it has run a few times. */
  readonly milliseconds: number | undefined
}

/**
 * The operators of a recording, in their order.
 *
 * @param times of its calls, in milliseconds; what is not finite is not known
 */
export function describeOperators(recording: Recording, times?: Float64Array): PlanOperator[] {
  const { calls, operators, slots } = recording
  const groups: { operator: number; takenIn: number[]; kernels: string[]; time: number }[] = []
  calls.forEach(({ operator, name, takenIn = [] }, i) => {
    if (groups.at(-1)?.operator !== operator) groups.push({ operator, takenIn: [], kernels: [], time: 0 })
    const group = groups.at(-1)!
    group.kernels.push(name)
    group.takenIn.push(...takenIn)
    group.time += times?.[i] ?? Number.NaN
  })
  return groups.map(({ operator, takenIn, kernels, time }) => {
    const all = [operator, ...takenIn].map((i) => operators[i] ?? { name: 'look', outputs: [], shapes: [] })
    const { outputs, shapes } = all.at(-1)!
    return {
      ...{ operator: all.map(({ name }) => name).join(' + '), kernels, shapes },
      bytes: outputs.reduce((sum, slot) => sum + slots[slot]!.bytes, 0),
      milliseconds: Number.isFinite(time) ? time : undefined,
    }
  })
}
