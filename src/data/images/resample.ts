import { type Interpolation, type Taps, tapsFor } from './interpolation.js'

/** Pixels in a rectangle, row by row. */
export interface Pixels {
  data: Uint8Array | Float32Array
  width: number
  height: number
  channels: number
}

/** A rectangle of an image. */
export interface Region {
  left: number
  top: number
  width: number
  height: number
}

export interface ResampleOptions {
  width: number
  height: number
  interpolation: Interpolation
  /** Default false. */
  antialias?: boolean
  /** What of the image is used. Default all. */
  region?: Region
}

/** The same picture with another number of pixels, as float32; values outside of 0 to 255 are possible. */
export function resample(
  { data, width, height, channels }: Pixels,
  { width: toWidth, height: toHeight, interpolation, antialias, region }: ResampleOptions,
): Float32Array {
  const { left, top, width: fromWidth, height: fromHeight } = region ?? { left: 0, top: 0, width, height }
  const columns = tapsAt(fromWidth, toWidth, interpolation, antialias)
  const rows = tapsAt(fromHeight, toHeight, interpolation, antialias)
  const out = new Float32Array(toWidth * toHeight * channels)
  const line = toWidth * channels
  // a row of the image is narrowed once, and kept while rows of the result need it
  const slots = rows.count + 1
  const narrowed = Array.from({ length: slots }, () => new Float32Array(line))
  const held = new Int32Array(slots).fill(-1)
  const narrow = columns.count > 2 ? narrowByMany : channels === 3 ? narrowColours : narrowByTwo
  const rowOf = (y: number): Float32Array => {
    const slot = y % slots
    const row = narrowed[slot]!
    if (held[slot] !== y) {
      held[slot] = y
      narrow(data, ((top + y) * width + left) * channels, channels, columns, row)
    }
    return row
  }
  for (let y = 0; y < toHeight; y++) {
    const start = y * line
    for (let k = 0; k < rows.count; k += 2) {
      // two rows at a time: most ways to interpolate need no more
      const a = rows.weights[y * rows.count + k]!
      const b = k + 1 < rows.count ? rows.weights[y * rows.count + k + 1]! : 0
      const first = rowOf(rows.first[y]! + (a === 0 ? 0 : k))
      const second = b === 0 ? first : rowOf(rows.first[y]! + k + 1)
      if (k === 0) for (let i = 0; i < line; i++) out[start + i] = a * first[i]! + b * second[i]!
      else for (let i = 0; i < line; i++) out[start + i]! += a * first[i]! + b * second[i]!
    }
  }
  return out
}

type Narrow = (data: Pixels['data'], start: number, channels: number, taps: Taps, row: Float32Array) => void

const narrowByTwo: Narrow = (data, start, channels, { count, first, weights }, row) => {
  const { length } = first
  for (let x = 0, o = 0; x < length; x++) {
    const a = weights[x * count]!
    // one pixel alone where the other would lie outside
    const b = count === 2 ? weights[x * 2 + 1]! : 0
    let at = start + first[x]! * channels
    const next = b === 0 ? 0 : channels
    for (let c = 0; c < channels; c++, at++, o++) row[o] = a * data[at]! + b * data[at + next]!
  }
}

/** The same for three channels, of which nearly all images are made. */
const narrowColours: Narrow = (data, start, _channels, { count, first, weights }, row) => {
  const { length } = first
  for (let x = 0, o = 0; x < length; x++, o += 3) {
    const a = weights[x * count]!
    const b = count === 2 ? weights[x * 2 + 1]! : 0
    const at = start + first[x]! * 3
    const next = b === 0 ? at : at + 3
    row[o] = a * data[at]! + b * data[next]!
    row[o + 1] = a * data[at + 1]! + b * data[next + 1]!
    row[o + 2] = a * data[at + 2]! + b * data[next + 2]!
  }
}

const narrowByMany: Narrow = (data, start, channels, { count, first, weights }, row) => {
  const { length } = first
  for (let x = 0, o = 0; x < length; x++) {
    for (let c = 0; c < channels; c++, o++) {
      let sum = 0
      let at = start + first[x]! * channels + c
      for (let k = 0; k < count; k++, at += channels) {
        const weight = weights[x * count + k]!
        // weights that only fill up the list may lie outside of the image
        if (weight !== 0) sum += weight * data[at]!
      }
      row[o] = sum
    }
  }
}

/** Taps of the sizes that came last: folders of photos have many of the same size. */
const known = new Map<string, Taps>()

function tapsAt(from: number, to: number, interpolation: Interpolation, antialias = false): Taps {
  const key = `${from} ${to} ${interpolation} ${antialias}`
  let taps = known.get(key)
  if (!taps) {
    if (known.size >= 256) known.clear()
    taps = tapsFor(from, to, interpolation, antialias)
    known.set(key, taps)
  }
  return taps
}
