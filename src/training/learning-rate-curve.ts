import { argumentError } from '../support/errors.js'

/** What a range test saw: the rates that were tried, rising, and the loss with each. */
export interface LearningRateCurve {
  readonly rates: readonly number[]
  /** Of each batch. */
  readonly losses: readonly number[]
  /** The same as running averages, in which the fall can be seen. */
  readonly smoothed: readonly number[]
}

/** Rates at the beginning whose losses are not settled, and at the end, where they rise. */
const skipped = { begin: 5, end: 3 }

/** The weight of the past in the running average. */
const momentum = 0.9

/** A running average that begins without a bias to zero. */
export function smooth(values: readonly number[]): number[] {
  let average = 0
  return values.map((value, i) => {
    average = momentum * average + (1 - momentum) * value
    return average / (1 - momentum ** (i + 1))
  })
}

/**
 * The rate at which the loss falls fastest, as the exponent of the rate grows evenly.
 *
 * @throws KeratinError ARGUMENT if the curve is too short to tell, or falls nowhere
 */
export function steepestDescent({ rates, smoothed }: LearningRateCurve): number {
  const last = smoothed.length - 1 - skipped.end
  let best = Number.NaN
  let steepest = 0
  for (let i = skipped.begin; i < last; i++) {
    const slope = (smoothed[i + 1]! - smoothed[i - 1]!) / (Math.log(rates[i + 1]!) - Math.log(rates[i - 1]!))
    if (slope < steepest) [steepest, best] = [slope, rates[i]!]
  }
  if (Number.isNaN(best)) {
    const hint = 'Give more data or more steps, or another range of rates.'
    throw argumentError(
      'findLearningRate',
      'such that the loss falls somewhere',
      'losses',
      smoothed.length,
      hint,
    )
  }
  return best
}
