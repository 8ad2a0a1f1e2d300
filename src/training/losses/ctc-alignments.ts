/** All ways to align a sequence of labels with the steps of an output, summed by the forward–backward algorithm. */

const logAdd = (a: number, b: number): number => {
  const [low, high] = a < b ? [a, b] : [b, a]
  return low === Number.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(low - high))
}

/** What TensorFlow takes for the logarithm of 0 where an alignment may begin and end: impossible ones cost 707. */
const LOG_ZERO = Math.log(1e-307)

/** One sample: logits of `steps` steps over `classes` classes; its labels, and behind the first `count` padding. */
export interface CtcSample {
  readonly logits: Float32Array
  readonly steps: number
  readonly classes: number
  readonly labels: ArrayLike<number>
  readonly count: number
  readonly blank: number
}

/**
 * Minus the logarithm of the probability of the labels, and its gradient by the logits, which `gradient` receives.
 *
 * As in TensorFlow, an alignment may end in any state, the wrong ones at a probability of 1e-307: so there is a finite
 * loss, and a gradient, where the labels do not fit into the steps.
 */
export function ctcSample(
  { logits, steps, classes, labels, count, blank }: CtcSample,
  gradient: Float32Array,
): number {
  if (steps === 0) return count === 0 ? 0 : -LOG_ZERO
  // states: blank, first label, blank, second label, ... blank
  const length = 2 * labels.length + 1
  const label = (s: number) => (s % 2 === 0 ? blank : labels[s >> 1]!)
  // a blank may be left out between different labels
  const skips = (s: number) => s % 2 === 1 && s >= 2 && label(s) !== label(s - 2)
  const logs = logSoftmax(logits, steps, classes)
  const at = (t: number, s: number) => logs[t * classes + label(s)]!
  const isFinal = (s: number) => s === 2 * count || s === 2 * count - 1
  const forward = new Float64Array(steps * length)
  const backward = new Float64Array(steps * length)
  for (let t = 0; t < steps; t++) {
    const before = (s: number) =>
      s < 0 ? Number.NEGATIVE_INFINITY : t === 0 ? LOG_ZERO : forward[(t - 1) * length + s]!
    for (let s = 0; s < length; s++) {
      let sum = logAdd(before(s), before(s - 1))
      if (skips(s)) sum = logAdd(sum, before(s - 2))
      if (t === 0 && s < 2) sum = logAdd(sum, 0)
      forward[t * length + s] = sum + at(t, s)
    }
  }
  for (let t = steps - 1; t >= 0; t--) {
    const after = (s: number) =>
      s < length ? backward[(t + 1) * length + s]! + at(t + 1, s) : Number.NEGATIVE_INFINITY
    for (let s = 0; s < length; s++) {
      let sum = isFinal(s) ? 0 : LOG_ZERO
      if (t < steps - 1) {
        sum = logAdd(after(s), after(s + 1))
        if (skips(s + 2)) sum = logAdd(sum, after(s + 2))
      }
      backward[t * length + s] = sum
    }
  }
  for (let i = 0; i < steps * classes; i++) gradient[i] = Math.exp(logs[i]!)
  for (let t = 0; t < steps; t++) {
    const both = Array.from({ length }, (_, s) => forward[t * length + s]! + backward[t * length + s]!)
    const total = both.reduce(logAdd, Number.NEGATIVE_INFINITY)
    for (let s = 0; s < length; s++) {
      // padding is no label
      if (s % 2 === 0 || label(s) !== blank) gradient[t * classes + label(s)]! -= Math.exp(both[s]! - total)
    }
  }
  const starts = [0, 1].filter((s) => s < length).map((s) => at(0, s) + backward[s]!)
  return -starts.reduce(logAdd, Number.NEGATIVE_INFINITY)
}

function logSoftmax(logits: Float32Array, steps: number, classes: number): Float64Array {
  const logs = new Float64Array(steps * classes)
  for (let t = 0; t < steps; t++) {
    const row = logits.subarray(t * classes, (t + 1) * classes)
    const largest = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
    const norm = largest + Math.log(row.reduce((sum, v) => sum + Math.exp(v - largest), 0))
    for (let k = 0; k < classes; k++) logs[t * classes + k] = row[k]! - norm
  }
  return logs
}
