import type { PlanSet } from '../../../engine/index.js'
import type { Plans } from './plans-of.js'

/** A row of a plan: one operator. */
export interface PlanRow {
  /** Its name in TensorFlow.js. */
  operator: string
  /** The kernels that it runs. */
  kernels: string
  /** The shapes of its results. */
  shapes: string
  /** The bytes of its results. */
  bytes: number
  /** What it takes; undefined before the plan has run a few times. */
  milliseconds: number | undefined
}

/** How steps of one kind run. */
export interface StepPlan {
  step: 'train' | 'evaluate' | 'predict'
  /** Types and shapes of what they are given. */
  given: string
  /** Whether they run from a plan, operator by operator, or are being recorded. */
  state: 'planned' | 'eager' | 'recorded'
  /** Why they run operator by operator. */
  reason: string | undefined
  /** Steps that were run from plans. */
  runs: number
  /** Bytes that the plan works in; all plans share one block of memory. */
  arenaBytes: number
  /** Bytes of what is computed of weights and kept until they change; plans of the same weights share it. */
  preparedBytes: number
  /** The operators, in their order. */
  operators: PlanRow[]
}

/** What there is to tell of plans: each of the kinds of steps they are of. */
export const describePlans = ({ sets }: Plans): StepPlan[] =>
  [...sets].flatMap(([key, set]) => {
    const [, step, given] = /^\w+ (train|evaluate|predict) (.*)$/.exec(key)!
    const kind = { step: step as StepPlan['step'], given: given! }
    const nothing = { arenaBytes: 0, preparedBytes: 0, operators: [] }
    if (set.plans.length === 0) return [{ ...kind, ...stateOf(set), ...nothing }]
    return set.plans.map((plan) => ({
      ...{ ...kind, ...stateOf(set), arenaBytes: plan.arenaBytes, preparedBytes: plan.preparedBytes },
      operators: plan.operators.map(({ kernels, shapes, ...rest }) => ({
        ...{ operator: rest.operator, kernels: kernels.join(' ') },
        ...{ shapes: shapes.map((shape) => `[${shape}]`).join(' '), bytes: rest.bytes },
        milliseconds: rest.milliseconds && Math.round(1e4 * rest.milliseconds) / 1e4,
      })),
    }))
  })

function stateOf({ plans, reason, runs }: PlanSet): Pick<StepPlan, 'state' | 'reason' | 'runs'> {
  return { state: reason !== undefined ? 'eager' : plans.length > 0 ? 'planned' : 'recorded', reason, runs }
}
