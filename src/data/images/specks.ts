import { faint, type Plane } from './ink.js'

/** A piece of ink that is lighter than this part of the heaviest one is dust, not a stroke. */
const leastPart = 0.01

/** The picture with only those connected pieces of ink that can be strokes, and their faint edges. */
export function withoutSpecks({ data, width, height }: Plane): Plane {
  const around = new Neighbours(width, height)
  const pieceOf = new Int32Array(data.length)
  const masses = [0]
  const stack: number[] = []
  for (let start = 0; start < data.length; start++) {
    if (pieceOf[start] !== 0 || data[start]! < faint) continue
    const piece = masses.length
    let mass = 0
    pieceOf[start] = piece
    stack.push(start)
    while (stack.length > 0) {
      const at = stack.pop()!
      mass += data[at]!
      for (let k = around.find(at) - 1; k >= 0; k--) {
        const next = around.found[k]!
        if (pieceOf[next] !== 0 || data[next]! < faint) continue
        pieceOf[next] = piece
        stack.push(next)
      }
    }
    masses.push(mass)
  }
  const least = leastPart * masses.reduce((most, mass) => Math.max(most, mass), 0)
  const isStroke = (at: number) => masses[pieceOf[at]!]! >= least
  const out = new Float32Array(data.length)
  for (let at = 0; at < out.length; at++) {
    if (pieceOf[at] === 0 || !isStroke(at)) continue
    for (let k = around.find(at) - 1; k >= 0; k--) {
      const near = around.found[k]!
      if (pieceOf[near] === 0 || isStroke(near)) out[near] = data[near]!
    }
  }
  return { data: out, width, height }
}

/** Finds a pixel and those around it. */
class Neighbours {
  /** Filled by `find`; one array for all pixels, because a picture has millions. */
  readonly found = new Int32Array(9)

  constructor(
    readonly width: number,
    readonly height: number,
  ) {}

  /** The number of pixels found. */
  find(at: number): number {
    const { width, height, found } = this
    const x = at % width
    const y = (at - x) / width
    let count = 0
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++)
        found[count++] = ny * width + nx
    }
    return count
  }
}
