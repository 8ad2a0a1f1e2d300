import { faint, type Plane } from './ink.js'

/** The rectangle that holds all ink that can be seen. */
export function crop({ data, width, height }: Plane): Plane {
  let [left, top, right, bottom] = [width, height, -1, -1]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x]! < faint) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  }
  const [w, h] = [right - left + 1, bottom - top + 1]
  const out = new Float32Array(w * h)
  for (let y = 0; y < h; y++) {
    out.set(data.subarray((top + y) * width + left, (top + y) * width + left + w), y * w)
  }
  return { data: out, width: w, height: h }
}

/**
 * The same picture with its longer side `longest` pixels long, its shape kept: averaged where it gets smaller,
 * interpolated where it gets larger.
 */
export function scaleTo(plane: Plane, longest: number): Plane {
  const scale = longest / Math.max(plane.width, plane.height)
  if (scale === 1) return plane
  const width = Math.max(1, Math.round(plane.width * scale))
  const height = Math.max(1, Math.round(plane.height * scale))
  return transpose(resampleRows(transpose(resampleRows(plane, width)), height))
}

/** Every row with `width` pixels, each the average over a triangle as wide as what it stands for. */
function resampleRows({ data, width: from, height }: Plane, width: number): Plane {
  const step = from / width
  const reach = Math.max(1, step)
  const out = new Float32Array(width * height)
  for (let x = 0; x < width; x++) {
    const centre = (x + 0.5) * step - 0.5
    const first = Math.max(0, Math.ceil(centre - reach))
    const last = Math.min(from - 1, Math.floor(centre + reach))
    const weights = Array.from({ length: last - first + 1 }, (_, k) =>
      Math.max(0, 1 - Math.abs(first + k - centre) / reach),
    )
    const total = weights.reduce((sum, w) => sum + w, 0)
    for (let y = 0; y < height; y++) {
      let value = 0
      for (let k = 0; k < weights.length; k++) value += weights[k]! * data[y * from + first + k]!
      out[y * width + x] = value / total
    }
  }
  return { data: out, width, height }
}

function transpose({ data, width, height }: Plane): Plane {
  const out = new Float32Array(data.length)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) out[x * height + y] = data[y * width + x]!
  return { data: out, width: height, height: width }
}

/** Pastes a picture into a black square, so that its centre of mass comes within half a pixel of the middle. */
export function paste({ data, width, height }: Plane, side: number): Float32Array {
  let [mass, sumX, sumY] = [0, 0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = data[y * width + x]!
      mass += value
      sumX += value * x
      sumY += value * y
    }
  }
  const left = Math.ceil(side / 2 - 0.5 - sumX / mass)
  const top = Math.ceil(side / 2 - 0.5 - sumY / mass)
  const out = new Float32Array(side * side)
  for (let y = Math.max(0, -top); y < Math.min(height, side - top); y++) {
    for (let x = Math.max(0, -left); x < Math.min(width, side - left); x++) {
      out[(top + y) * side + left + x] = data[y * width + x]!
    }
  }
  return out
}
