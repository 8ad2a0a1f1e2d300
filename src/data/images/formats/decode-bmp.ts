import { limits } from '../../../support/limits.js'
import { type BmpHeader, readBmpHeader } from './bmp-header.js'
import { unpackRuns } from './bmp-runs.js'
import type { SharpResult } from './decode-with.js'

export interface DecodeBmpOptions {
  /** How many pixels it may have. */
  mostPixels: number
  /** Takes what there is of a file that ends too early; the rest is black. */
  allowTruncated: boolean
}

/**
 * Decodes a BMP, which sharp does not read: of 1, 4 and 8 bits with a table of colours, also as runs, and of 16, 24 and
 * 32 bits, to the colours that Pillow gives. Alpha is there only where the file says in which bits it is, as nearly all
 * others leave these bits zero.
 *
 * @throws Error with the reason
 */
export function decodeBmp(file: Uint8Array, options: DecodeBmpOptions): SharpResult {
  const header = readBmpHeader(file)
  const { width, height, bits, packing, start } = header
  if (width * height > options.mostPixels) return { tooLarge: [width, height] }
  if (packing === 'runs' && width * height > limits.unpackedBytes(file.length))
    throw new Error(`its runs cannot be those of ${width} x ${height} pixels`)
  // rows are filled up to 4 bytes
  const row = 4 * Math.ceil((bits * width) / 32)
  let rows = file.subarray(Math.min(start, file.length))
  if (packing === 'runs') return painted(header, unpackRuns(rows, header, options.allowTruncated), width, 8)
  if (rows.length < row * height) {
    if (!options.allowTruncated)
      throw new Error(`it is cut off. Expected: ${start + row * height} bytes. Received: ${file.length}`)
    const all = new Uint8Array(row * height)
    all.set(rows)
    rows = all
  }
  return painted(header, rows, row, bits)
}

function painted(header: BmpHeader, rows: Uint8Array, row: number, bits: number): SharpResult {
  const { width, height, isTopDown, masks, palette } = header
  const channels = masks[3] === 0 ? 3 : 4
  const data = new Uint8Array(width * height * channels)
  const view = new DataView(rows.buffer, rows.byteOffset, rows.byteLength)
  const last = (1 << bits) - 1
  const parts = masks.slice(0, channels).map(partOf)
  for (let y = 0; y < height; y++) {
    const from = row * (isTopDown ? y : height - 1 - y)
    let to = y * width * channels
    for (let x = 0; x < width; x++, to += channels) {
      if (bits <= 8) {
        const byte = rows[from + ((x * bits) >> 3)]!
        const color = 3 * ((byte >> (8 - bits - ((x * bits) & 7))) & last)
        data[to] = palette[color]!
        data[to + 1] = palette[color + 1]!
        data[to + 2] = palette[color + 2]!
      } else if (bits === 24) {
        const at = from + 3 * x
        data[to] = rows[at + 2]!
        data[to + 1] = rows[at + 1]!
        data[to + 2] = rows[at]!
      } else {
        const pixel = bits === 16 ? view.getUint16(from + 2 * x, true) : view.getUint32(from + 4 * x, true)
        for (let c = 0; c < channels; c++) data[to + c] = parts[c]!(pixel)
      }
    }
  }
  return { data, width, height, channels }
}

/** What the bits of a mask say, as 0 to 255. */
function partOf(mask: number): (pixel: number) => number {
  if (mask === 0) return () => 0
  const shift = 31 - Math.clz32(mask & -mask)
  const most = mask >>> shift
  return (pixel) => Math.floor((((pixel & mask) >>> shift) * 255) / most)
}
