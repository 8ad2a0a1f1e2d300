import type { Recording } from './recording.js'

/** An operator of a plan. */
export interface PlanOperator {
  /** Its name in TensorFlow.js. */
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
  const groups: { operator: number; kernels: string[]; time: number }[] = []
  calls.forEach(({ operator, name }, i) => {
    if (groups.at(-1)?.operator !== operator) groups.push({ operator, kernels: [], time: 0 })
    const group = groups.at(-1)!
    group.kernels.push(name)
    group.time += times?.[i] ?? Number.NaN
  })
  return groups.map(({ operator, kernels, time }) => {
    const { name, outputs, shapes } = operators[operator] ?? { name: 'look', outputs: [], shapes: [] }
    return {
      ...{ operator: name, kernels, shapes },
      bytes: outputs.reduce((sum, slot) => sum + slots[slot]!.bytes, 0),
      milliseconds: Number.isFinite(time) ? time : undefined,
    }
  })
}
