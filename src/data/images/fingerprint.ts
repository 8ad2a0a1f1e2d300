import type { DecodedImage } from './decoded-image.js'
import { resample } from './resample.js'

/** What makes images that look alike be found: where brightness rises from left to right, and the mean colour. */
export interface Fingerprint {
  /** 16 rows of 16 bits. */
  bits: Uint32Array
  mean: readonly [number, number, number]
}

const side = 16

/** The fingerprint of an image ("difference hash"); sizing and compressing it again changes a few bits at most. */
export function fingerprint({ data, width, height, channels }: DecodedImage): Fingerprint {
  const small = resample(
    { data, width, height, channels },
    { width: side + 1, height: side, interpolation: 'area' },
  )
  const colours = channels < 3 ? [0, 0, 0] : [0, 1, 2]
  const at = (x: number, y: number) =>
    colours.reduce((sum, c) => sum + small[(y * (side + 1) + x) * channels + c]!, 0)
  const bits = new Uint32Array((side * side) / 32)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const bit = y * side + x
      // a little more, so that an even ground does not depend on noise
      if (at(x + 1, y) > at(x, y) + 1.5) bits[bit >> 5]! |= 1 << (bit & 31)
    }
  }
  const pixels = small.length / channels
  const mean = colours.map((c) => {
    let sum = 0
    for (let i = c; i < small.length; i += channels) sum += small[i]!
    return sum / pixels
  })
  return { bits, mean: mean as [number, number, number] }
}

/** Of 256 bits as many may differ in images that look alike, and of 255 the mean of a colour by as much. */
const mostBits = 14
const mostColour = 12

export function looksLike(a: Fingerprint, b: Fingerprint): boolean {
  let different = 0
  for (let i = 0; i < a.bits.length; i++) {
    different += ones(a.bits[i]! ^ b.bits[i]!)
    if (different > mostBits) return false
  }
  return a.mean.every((value, c) => Math.abs(value - b.mean[c]!) <= mostColour)
}

/** The number of bits that are set. */
function ones(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
