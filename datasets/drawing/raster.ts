import type { RandomStream } from '../../src/support/random.js'
import type { Polyline } from './handwriting.js'

/** Width and height of an image. */
export const side = 28

/** The longer side of the ink, and the place of its centre of mass: as MNIST's digits were prepared. */
const box = 20
const centre = 14

/** Kept between digits; drawing is synchronous. */
const canvas = new Float64Array(side * side)

/**
 * Draws strokes with a pen of random thickness into a 28×28 image of bytes at `offset`, white on black: scaled so
 * that the longer side takes 20 pixels, the centre of mass in the middle, edges smooth.
 */
export function drawInto(
  image: Uint8Array,
  offset: number,
  strokes: readonly Polyline[],
  random: RandomStream,
): void {
  const radius = Math.min(2.1, Math.max(0.65, 1.22 * Math.exp(0.27 * random.normal())))
  const softness = 0.9 + 0.5 * random.next()
  const pressure = { depth: 0.18 * random.next(), frequency: 4 * random.next(), phase: 7 * random.next() }
  const fit = fitting(strokes, box - 2 * radius - softness)
  canvas.fill(0)
  for (const line of strokes) {
    for (let i = 0; i + 3 < line.length; i += 2) {
      const wave = Math.sin(pressure.phase + pressure.frequency * (line[i]! + line[i + 1]!))
      const r = radius * (1 + pressure.depth * wave)
      segment(fit.x(line[i]!), fit.y(line[i + 1]!), fit.x(line[i + 2]!), fit.y(line[i + 3]!), r, softness)
    }
  }
  const [dx, dy] = centring()
  const ink = 255 * (0.97 + 0.08 * random.next())
  const noise = 26 * random.next()
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [fromX, fromY] = [x - dx, y - dy]
      const inside = fromX >= 0 && fromX < side && fromY >= 0 && fromY < side
      const value = inside ? canvas[fromY * side + fromX]! : 0
      const grain = value > 0 ? noise * (random.next() - 0.5) : 0
      image[offset + y * side + x] =
        value > 0 ? Math.min(255, Math.max(0, Math.round(value * ink + grain))) : 0
    }
  }
}

/** Maps the strokes' bounding box to `length` pixels on its longer side, around the centre of the canvas. */
function fitting(strokes: readonly Polyline[], length: number) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const line of strokes) {
    for (let i = 0; i < line.length; i += 2) {
      left = Math.min(left, line[i]!)
      right = Math.max(right, line[i]!)
      top = Math.min(top, line[i + 1]!)
      bottom = Math.max(bottom, line[i + 1]!)
    }
  }
  const scale = length / Math.max(right - left, bottom - top)
  const middle = (side - 1) / 2
  return {
    x: (x: number) => middle + scale * (x - (left + right) / 2),
    y: (y: number) => middle + scale * (y - (top + bottom) / 2),
  }
}

/** Inks every pixel as far as it lies under the pen on its way from one point to the other. */
function segment(x0: number, y0: number, x1: number, y1: number, radius: number, softness: number): void {
  const reach = radius + softness / 2
  const [dx, dy] = [x1 - x0, y1 - y0]
  const length2 = dx * dx + dy * dy || 1e-12
  const fromX = Math.max(0, Math.ceil(Math.min(x0, x1) - reach))
  const toX = Math.min(side - 1, Math.floor(Math.max(x0, x1) + reach))
  const fromY = Math.max(0, Math.ceil(Math.min(y0, y1) - reach))
  const toY = Math.min(side - 1, Math.floor(Math.max(y0, y1) + reach))
  for (let y = fromY; y <= toY; y++) {
    for (let x = fromX; x <= toX; x++) {
      const t = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / length2))
      const ex = x - x0 - t * dx
      const ey = y - y0 - t * dy
      const cover = Math.min(1, (reach - Math.sqrt(ex * ex + ey * ey)) / softness)
      const at = y * side + x
      if (cover > canvas[at]!) canvas[at] = cover
    }
  }
}

/** The whole-pixel shift that puts the centre of mass within half a pixel of (14, 14). */
function centring(): [number, number] {
  let [mass, sumX, sumY] = [0, 0, 0]
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const value = canvas[y * side + x]!
      mass += value
      sumX += value * x
      sumY += value * y
    }
  }
  return [Math.round(centre - sumX / mass), Math.round(centre - sumY / mass)]
}
