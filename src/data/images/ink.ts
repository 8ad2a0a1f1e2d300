/** Grey values in a rectangle, row by row. */
export interface Plane {
  data: Float32Array
  width: number
  height: number
}

/** Ink that is fainter than this is not seen. */
export const faint = 0.08

/** The least contrast between ink and ground, of 255, at which something is there to see. */
const leastContrast = 24

/**
 * How much ink is at each pixel, 0 to 1: white on black and black on white become the same.
 *
 * What the border shows is the ground; where it gets lighter or darker evenly, as on a photograph, it is levelled.
 * What does not stand out from the ground more than its noise counts as none.
 *
 * @returns undefined if nothing is there to see
 */
export function inkOf({ data, width, height }: Plane): Plane | undefined {
  const ground = fitGround(data, width, height)
  const difference = new Float32Array(data.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) difference[y * width + x] = data[y * width + x]! - ground.at(x, y)
  }
  const sign = strongest(difference, 1) >= strongest(difference, -1) ? 1 : -1
  const full = strongest(difference, sign)
  if (full < leastContrast) return undefined
  const none = Math.min(ground.noise * 4, full / 2)
  const ink = new Float32Array(data.length)
  for (let i = 0; i < ink.length; i++) {
    const value = difference[i]! * sign
    ink[i] = value <= none ? 0 : Math.min(1, value / full)
  }
  return { data: ink, width, height }
}

/**
 * The value of full ink of one sign: the mean of the strongest third of the pixels above half of the greatest value,
 * without a few that may be dust.
 */
function strongest(difference: Float32Array, sign: 1 | -1): number {
  const counts = new Uint32Array(256)
  for (const d of difference) {
    const level = Math.round(d * sign)
    if (level > 0) counts[Math.min(255, level)]!++
  }
  let [top, dust] = [255, 0]
  while (top > 0 && dust + counts[top]! < 3) dust += counts[top--]!
  let above = 0
  for (let level = Math.ceil(top / 2); level <= top; level++) above += counts[level]!
  const wanted = Math.ceil(above / 3)
  let [sum, taken] = [0, 0]
  for (let level = top; level > 0 && taken < wanted; level--) {
    const n = Math.min(counts[level]!, wanted - taken)
    sum += n * level
    taken += n
  }
  return taken > 0 ? sum / taken : 0
}

/** A plane through the border pixels, fitted twice: the second time without those that are no ground. */
function fitGround(data: Float32Array, width: number, height: number) {
  const frame = Math.max(1, Math.round(Math.min(width, height) / 40))
  const points: [x: number, y: number, value: number][] = []
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const edge = Math.min(x, y, width - 1 - x, height - 1 - y)
      if (edge < frame) points.push([x, y, data[y * width + x]!])
    }
  }
  const middle = median(points.map(([, , value]) => value))
  const spread = 1.5 * median(points.map(([, , value]) => Math.abs(value - middle)))
  const reach = Math.max(40, 3 * spread)
  const kept = points.filter(([, , value]) => Math.abs(value - middle) <= reach)
  const { a, b, c } = leastSquares(kept)
  const at = (x: number, y: number) => a + b * x + c * y
  const noise = 1.5 * median(kept.map(([x, y, value]) => Math.abs(value - at(x, y))))
  return { at, noise }
}

/** The plane value = a + b·x + c·y nearest to the points; a level one where they do not say more. */
function leastSquares(points: readonly [number, number, number][]): { a: number; b: number; c: number } {
  const n = points.length
  const mean = [0, 1, 2].map((k) => points.reduce((sum, p) => sum + p[k]!, 0) / n) as [number, number, number]
  let [xx, xy, yy, xv, yv] = [0, 0, 0, 0, 0]
  for (const [px, py, pv] of points) {
    const [x, y, v] = [px - mean[0], py - mean[1], pv - mean[2]]
    xx += x * x
    xy += x * y
    yy += y * y
    xv += x * v
    yv += y * v
  }
  const det = xx * yy - xy * xy
  const b = det > 1e-9 ? (xv * yy - yv * xy) / det : 0
  const c = det > 1e-9 ? (yv * xx - xv * xy) / det : 0
  return { a: mean[2] - b * mean[0] - c * mean[1], b, c }
}

function median(values: readonly number[]): number {
  return Float64Array.from(values).sort()[values.length >> 1] ?? 0
}
