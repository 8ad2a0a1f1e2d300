import { crc32 } from 'node:zlib'

/** What a PNG says about its pixels, and where they are. */
export interface PngParts {
  width: number
  height: number
  bits: 1 | 2 | 4 | 8
  color: 'grey' | 'rgb' | 'palette' | 'grey and alpha' | 'rgba'
  /** Red, green and blue of each colour by number; empty if there are none. */
  palette: Uint8Array
  /** The packed rows, in pieces. */
  packed: Uint8Array[]
}

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
const colors: Record<number, PngParts['color']> = {
  0: 'grey',
  2: 'rgb',
  3: 'palette',
  4: 'grey and alpha',
  6: 'rgba',
}
/** Chunks that say nothing about what pixels look like to the image library: it shows them as they are. */
const silent = ['sRGB', 'gAMA', 'cHRM', 'pHYs', 'tIME', 'tEXt', 'bKGD', 'sBIT']

/**
 * The parts of an ordinary PNG: of at most 8 bits, not interlaced, without colours that are transparent, without a profile
 * of its colours or a photo's notes, and whole.
 *
 * @returns undefined for everything else, also what is no PNG or damaged
 * @see https://www.w3.org/TR/png-3/
 */
export function pngParts(file: Uint8Array): PngParts | undefined {
  if (!signature.equals(file.subarray(0, signature.length))) return undefined
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  let header: Omit<PngParts, 'palette' | 'packed'> | undefined
  let palette: Uint8Array = new Uint8Array()
  const packed: Uint8Array[] = []
  for (let at = signature.length; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length) return undefined
    const name = bytes.toString('latin1', at + 4, at + 8)
    const data = bytes.subarray(at + 8, end - 4)
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return undefined
    if (name === 'IEND') return header && packed.length > 0 ? { ...header, palette, packed } : undefined
    if ((name === 'IHDR') !== (header === undefined)) return undefined
    if (name === 'IHDR') header = readHeader(data)
    else if (name === 'PLTE' && packed.length === 0) palette = data
    else if (name === 'IDAT') packed.push(data)
    else if (!silent.includes(name) || isProfile(name, data)) return undefined
    if (!header) return undefined
    at = end
  }
  return undefined
}

function readHeader(data: Buffer): Omit<PngParts, 'palette' | 'packed'> | undefined {
  if (data.length !== 13) return undefined
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)]
  const [bits, type, packing, filter, interlace] = data.subarray(8) as unknown as number[]
  const color = colors[type!]
  if (!color || packing !== 0 || filter !== 0 || interlace !== 0 || width === 0 || height === 0)
    return undefined
  const isSmall = color === 'grey' || color === 'palette'
  if (bits !== 8 && !(isSmall && [1, 2, 4].includes(bits!))) return undefined
  return { width, height, bits: bits as 1 | 2 | 4 | 8, color }
}

/** Some programs keep notes and profiles as texts. */
const isProfile = (name: string, data: Buffer): boolean =>
  name === 'tEXt' && data.toString('latin1', 0, 11) === 'Raw profile'
