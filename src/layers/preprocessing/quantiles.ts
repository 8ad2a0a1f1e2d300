/**
 * A sketch of a distribution, as Keras keeps it: values in order, and how many values each stands for.
 * Sketches of batches are merged, so quantiles of any amount of data need little memory.
 */
export interface Sketch {
  readonly values: Float32Array
  readonly weights: Float32Array
}

export const emptySketch: Sketch = { values: new Float32Array(), weights: new Float32Array() }

/** The sketch of all values seen so far and of more. */
export function addToSketch(sketch: Sketch, more: Float32Array, epsilon: number): Sketch {
  const added = summarize(more, epsilon)
  const values = [...added.values, ...sketch.values]
  const weights = [...added.weights, ...sketch.weights]
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const pick = (from: number[]) => Float32Array.from(order, (i) => from[i]!)
  return compress({ values: pick(values), weights: pick(weights) }, epsilon)
}

/** The values that divide the distribution into bins of about as many values each. */
export const binBoundaries = (sketch: Sketch, bins: number): number[] => [
  ...compress(sketch, 1 / bins).values.slice(0, -1),
]

function summarize(given: Float32Array, epsilon: number): Sketch {
  const sorted = given.slice().sort()
  const step = Math.max(sorted.length * epsilon, 1)
  const values = sorted.filter(
    (_, i) => i >= Math.trunc(step - 1) && (i - Math.trunc(step - 1)) % Math.trunc(step) === 0,
  )
  return { values, weights: values.map(() => step) }
}

function compress(sketch: Sketch, epsilon: number): Sketch {
  if (sketch.values.length * epsilon < 1) return sketch
  const cumulated = new Float32Array(sketch.weights.length)
  let total = 0
  for (const [i, weight] of sketch.weights.entries()) {
    total = Math.fround(total + weight)
    cumulated[i] = total
  }
  const shares = cumulated.map((c) => c / total)
  const wanted = Array.from({ length: Math.ceil(1 / epsilon) }, (_, i) => epsilon + i * epsilon)
  const reached = wanted.map((share) => interpolate(share, shares, cumulated))
  return {
    values: Float32Array.from(wanted, (share) => interpolate(share, shares, sketch.values)),
    weights: Float32Array.from(reached, (r, i) => r - (reached[i - 1] ?? 0)),
  }
}

/** The piecewise linear function through points with rising x, constant beyond them. */
function interpolate(x: number, xs: Float32Array, ys: Float32Array): number {
  const right = xs.findIndex((point) => point > x)
  if (right === 0) return ys[0]!
  if (right < 0) return ys.at(-1)!
  const [x0, x1, y0, y1] = [xs[right - 1]!, xs[right]!, ys[right - 1]!, ys[right]!]
  return ((y1 - y0) / (x1 - x0)) * (x - x0) + y0
}
