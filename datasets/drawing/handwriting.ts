import type { RandomStream } from '../../src/support/random.js'
import { type Glyph, glyphs, type Point } from './glyphs.js'

/** A line drawn by the pen: x0, y0, x1, y1, ... */
export type Polyline = Float64Array

/** How far a hand strays from the glyph, as standard deviations unless said otherwise. */
const hand = {
  /** Of each point, in units of the height. */
  jitter: 0.04,
  /** Of the logarithm of the width. */
  width: 0.22,
  /** Tangent of the slant; the mean leans right, as most hands do. */
  slant: 0.22,
  slantMean: 0.12,
  /** Radians. */
  rotation: 0.08,
  /** Greatest amplitude of a slow wave through the digit. */
  wave: 0.045,
}

/** Points drawn per span between two points of a glyph. */
const samples = 6

/** Writes a digit once, as one hand would: a polyline for each stroke, height about 1, position arbitrary. */
export function writeDigit(digit: number, random: RandomStream): Polyline[] {
  const ways = glyphs[digit]!
  const glyph: Glyph = ways[random.below(ways.length)]!
  const strokes = glyph.strokes.map((points) =>
    smooth(points.map((point) => stray(point, glyph.width, random))),
  )
  const width = Math.exp(hand.width * random.normal())
  const slant = hand.slantMean + hand.slant * random.normal()
  const angle = hand.rotation * random.normal()
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const waveX = wave(random)
  const waveY = wave(random)
  for (const line of strokes) {
    for (let i = 0; i < line.length; i += 2) {
      const [x0, y0] = [line[i]!, line[i + 1]!]
      const x = (x0 + waveX(y0)) * width - slant * (y0 - 0.5)
      const y = y0 + waveY(x0)
      line[i] = cos * x - sin * y
      line[i + 1] = sin * x + cos * y
    }
  }
  return strokes
}

function stray([x, y, corner]: Point, width: number, random: RandomStream): Point {
  return [x * width + hand.jitter * random.normal(), y + hand.jitter * random.normal(), corner]
}

function wave(random: RandomStream): (t: number) => number {
  const amplitude = hand.wave * random.next()
  const frequency = 2 * Math.PI * (0.4 + 0.8 * random.next())
  const phase = 2 * Math.PI * random.next()
  return (t) => amplitude * Math.sin(frequency * t + phase)
}

/** A Catmull-Rom curve through the points, broken at corners. */
function smooth(points: readonly Point[]): Polyline {
  const spans = points.length - 1
  const line = new Float64Array(2 * (spans * samples + 1))
  for (let k = 0; k < spans; k++) {
    const a = points[k]!
    const b = points[k + 1]!
    const before = a[2] ? a : (points[k - 1] ?? a)
    const after = b[2] ? b : (points[k + 2] ?? b)
    for (let s = 0; s < samples; s++) {
      const t = s / samples
      const at = 2 * (k * samples + s)
      line[at] = curve(before[0], a[0], b[0], after[0], t)
      line[at + 1] = curve(before[1], a[1], b[1], after[1], t)
    }
  }
  line.set(points[spans]!.slice(0, 2) as number[], line.length - 2)
  return line
}

function curve(p0: number, p1: number, p2: number, p3: number, t: number): number {
  const [a, b, c] = [2 * p1, p2 - p0, 2 * p0 - 5 * p1 + 4 * p2 - p3]
  return 0.5 * (a + t * (b + t * (c + t * (3 * (p1 - p2) + p3 - p0))))
}
