import { inflateSync } from 'node:zlib'
import type { DecodedImage } from '../decoded-image.js'
import { type PngParts, pngParts } from './png-parts.js'

export interface DecodePngOptions {
  /** The longest side that is decoded. */
  longestSide: number
  /** Whether images with alpha are left to others. */
  isOpaque: boolean
  /** How many bytes of pixels it may have. */
  mostBytes: number
}

/** How many values a pixel has in the file. */
const valuesOf: Record<PngParts['color'], number> = {
  grey: 1,
  rgb: 3,
  palette: 1,
  'grey and alpha': 2,
  rgba: 4,
}

/**
 * Decodes an ordinary small PNG to the very pixels that sharp gives. Loading sharp takes far longer than this: one digit is
 * read in the time of a start.
 *
 * @returns undefined for everything else, which is left to the general way; so is what is damaged, for it knows the reason
 */
export function decodePng(
  file: Uint8Array,
  name: string,
  { longestSide, isOpaque, mostBytes }: DecodePngOptions,
): DecodedImage | undefined {
  const parts = pngParts(file)
  if (!parts) return undefined
  const { width, height, bits, color, packed } = parts
  const channels = color === 'rgba' || color === 'grey and alpha' ? 4 : 3
  if (Math.max(width, height) > longestSide || (isOpaque && channels === 4)) return undefined
  if (width * height * channels > mostBytes) return undefined
  const stride = Math.ceil((width * bits * valuesOf[color]) / 8)
  const rows = unpacked(packed, (stride + 1) * height)
  if (!rows || !withoutFilters(rows, stride, Math.ceil((bits * valuesOf[color]) / 8))) return undefined
  const data = new Uint8Array(width * height * channels)
  if (!paint(data, rows, stride, parts)) return undefined
  return { data, width, height, channels, name }
}

function unpacked(packed: Uint8Array[], size: number): Buffer | undefined {
  try {
    const rows = inflateSync(Buffer.concat(packed), { maxOutputLength: size })
    return rows.length === size ? rows : undefined
  } catch {
    return undefined
  }
}

/** Undoes the filters of rows, of which the first byte says which; whether they are all known. */
function withoutFilters(rows: Buffer, stride: number, step: number): boolean {
  for (let start = 0; start < rows.length; start += stride + 1) {
    const filter = rows[start]!
    if (filter > 4) return false
    if (filter === 0) continue
    const isFirst = start === 0
    for (let i = 1; i <= stride; i++) {
      const at = start + i
      const left = i > step ? rows[at - step]! : 0
      const up = isFirst ? 0 : rows[at - stride - 1]!
      const corner = isFirst || i <= step ? 0 : rows[at - stride - 1 - step]!
      rows[at] = rows[at]! + predicted(filter, left, up, corner)
    }
  }
  return true
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}

/** Red, green, blue, and alpha where there is any; false for a colour that is not there. */
function paint(data: Uint8Array, rows: Buffer, stride: number, parts: PngParts): boolean {
  const { width, height, bits, color, palette } = parts
  const last = (1 << bits) - 1
  let to = 0
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1) + 1
    if (color === 'rgb' || color === 'rgba') {
      data.set(rows.subarray(start, start + stride), to)
      to += stride
      continue
    }
    for (let x = 0; x < width; x++) {
      if (color === 'grey and alpha') {
        data.fill(rows[start + 2 * x]!, to, to + 3)
        data[to + 3] = rows[start + 2 * x + 1]!
        to += 4
        continue
      }
      const value = (rows[start + ((x * bits) >> 3)]! >> (8 - bits - ((x * bits) & 7))) & last
      if (color === 'palette') {
        if (3 * value + 3 > palette.length) return false
        data.set(palette.subarray(3 * value, 3 * value + 3), to)
      } else data.fill((value * 255) / last, to, to + 3)
      to += 3
    }
  }
  return true
}
