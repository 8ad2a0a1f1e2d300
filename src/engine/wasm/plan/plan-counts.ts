/** What all plans come to. */
export interface PlanCounts {
  /** Plans that there are. */
  plans: number
  /** Steps that were recorded. */
  recorded: number
  /** Steps that were run from plans. */
  replayed: number
  /** Why steps run operator by operator, and how many kinds of steps that is. */
  eager: Record<string, number>
}

export const counts: PlanCounts = { plans: 0, recorded: 0, replayed: 0, eager: {} }

/** What all plans have come to so far. */
export const planCounts = (): PlanCounts => ({ ...counts, eager: { ...counts.eager } })
