/** All ways to align a sequence of labels with the steps of an output, summed by the forward–backward algorithm. */

const logAdd = (a: number, b: number): number => {
  const [low, high] = a < b ? [a, b] : [b, a]
  return low === Number.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(low - high))
}

/** One sample: logits of `steps` steps over `classes` classes, and the labels without blanks. */
export interface CtcSample {
  readonly logits: Float32Array
  readonly steps: number
  readonly classes: number
  readonly labels: ArrayLike<number>
  readonly blank: number
}

/**
 * Minus the logarithm of the probability of the labels, and its gradient by the logits, which `gradient` receives.
 * Infinite, with a gradient of 0, where there are more labels than steps.
 */
export function ctcSample(
  { logits, steps, classes, labels, blank }: CtcSample,
  gradient: Float32Array,
): number {
  const length = 2 * labels.length + 1
  const label = (s: number) => (s % 2 === 0 ? blank : labels[s >> 1]!)
  // a blank may be left out between different labels
  const skips = (s: number) => s % 2 === 1 && s >= 2 && label(s) !== label(s - 2)
  const logs = logSoftmax(logits, steps, classes)
  const at = (t: number, s: number) => logs[t * classes + label(s)]!
  const forward = new Float64Array(steps * length).fill(Number.NEGATIVE_INFINITY)
  const backward = forward.slice()
  for (let t = 0; t < steps; t++) {
    for (let s = 0; s < length; s++) {
      const before = (back: number) => (s >= back ? forward[(t - 1) * length + s - back]! : -Infinity)
      let sum = t === 0 ? (s < 2 ? 0 : Number.NEGATIVE_INFINITY) : logAdd(before(0), before(1))
      if (t > 0 && skips(s)) sum = logAdd(sum, before(2))
      forward[t * length + s] = sum + at(t, s)
    }
  }
  for (let t = steps - 1; t >= 0; t--) {
    for (let s = 0; s < length; s++) {
      const after = (on: number) =>
        s + on < length ? backward[(t + 1) * length + s + on]! + at(t + 1, s + on) : -Infinity
      const last = t === steps - 1
      let sum = last ? (s >= length - 2 ? 0 : Number.NEGATIVE_INFINITY) : logAdd(after(0), after(1))
      if (!last && s + 2 < length && skips(s + 2)) sum = logAdd(sum, after(2))
      backward[t * length + s] = sum
    }
  }
  const end = (steps - 1) * length
  const total =
    steps === 0
      ? Number.NEGATIVE_INFINITY
      : logAdd(forward[end + length - 1]!, length > 1 ? forward[end + length - 2]! : Number.NEGATIVE_INFINITY)
  if (total === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY
  for (let i = 0; i < steps * classes; i++) gradient[i] = Math.exp(logs[i]!)
  for (let t = 0; t < steps; t++) {
    for (let s = 0; s < length; s++) {
      const share = Math.exp(forward[t * length + s]! + backward[t * length + s]! - total)
      gradient[t * classes + label(s)]! -= share
    }
  }
  return -total
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
