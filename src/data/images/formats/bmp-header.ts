/** What the headers of a BMP say. */
export interface BmpHeader {
  width: number
  height: number
  /** Whether the first row is the upper one; usually it is the lowest. */
  isTopDown: boolean
  bits: 1 | 4 | 8 | 16 | 24 | 32
  packing: 'none' | 'runs'
  /** Where in a pixel of 16 or 32 bits red, green, blue and alpha are; 0 where they are not. */
  masks: readonly [red: number, green: number, blue: number, alpha: number]
  /** Red, green and blue of each colour by number. */
  palette: Uint8Array
  /** Where pixels begin. */
  start: number
}

/** Names of packings by number. */
const packings = ['none', '8-bit runs', '4-bit runs', 'masks', 'JPEG', 'PNG', 'masks with alpha'] as const

const usualMasks = {
  16: [0x7c00, 0x3e0, 0x1f, 0],
  32: [0xff0000, 0xff00, 0xff, 0],
} as const

/**
 * Reads the headers of a BMP: of OS/2 (12 bytes), or of Windows (40 and more).
 *
 * @throws Error with the reason
 * @see https://learn.microsoft.com/windows/win32/gdi/bitmap-storage
 */
export function readBmpHeader(file: Uint8Array): BmpHeader {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  if (file.length < 26) throw new Error('its header is cut off')
  const size = view.getUint32(14, true)
  const isOld = size === 12
  if (!isOld && !(size >= 40 && size <= 124))
    throw new Error(`its header has ${size} bytes, which is none of a BMP`)
  if (file.length < 14 + size) throw new Error('its header is cut off')
  const [width, signed] = isOld
    ? [view.getUint16(18, true), view.getUint16(20, true)]
    : [view.getInt32(18, true), view.getInt32(22, true)]
  const height = Math.abs(signed)
  if (!(width > 0 && height > 0)) throw new Error(`it has no pixels: its size is ${width} x ${signed}`)
  const bits = view.getUint16(isOld ? 24 : 28, true) as BmpHeader['bits']
  const number = isOld ? 0 : view.getUint32(30, true)
  const packing = packings[number]
  const runs = { 4: '4-bit runs', 8: '8-bit runs' }[bits as 4 | 8]
  const isMasked = packing === 'masks' || packing === 'masks with alpha'
  const isKnown =
    packing === 'none' ||
    (packing === runs && runs !== undefined) ||
    (isMasked && (bits === 16 || bits === 32))
  if (![1, 4, 8, 16, 24, 32].includes(bits) || !isKnown)
    throw new Error(`BMPs of ${bits} bits and packing ${packing ?? number} are not read`)
  const used = isOld ? 0 : view.getUint32(46, true)
  return {
    ...{ width, height, bits },
    isTopDown: signed < 0,
    packing: packing === runs ? 'runs' : 'none',
    masks: isMasked
      ? readMasks(view, packing === 'masks with alpha' || size >= 56)
      : usualMasks[bits === 16 ? 16 : 32],
    palette: bits > 8 ? new Uint8Array() : readPalette(file, 14 + size, bits, used, isOld ? 3 : 4),
    start: view.getUint32(10, true),
  }
}

/** They lie behind the shortest header, or are a part of a longer one, which has one for alpha, too. */
function readMasks(view: DataView, hasAlpha: boolean): BmpHeader['masks'] {
  if (view.byteLength < (hasAlpha ? 70 : 66)) throw new Error('its header is cut off')
  const mask = (at: number) => view.getUint32(at, true)
  return [mask(54), mask(58), mask(62), hasAlpha ? mask(66) : 0]
}

/** Colours are blue, green, red, and a byte of nothing except in the old format. */
function readPalette(file: Uint8Array, start: number, bits: number, used: number, step: 3 | 4): Uint8Array {
  const most = 2 ** bits
  const count = used === 0 ? most : Math.min(used, most)
  if (start + step * count > file.length) throw new Error('its table of colours is cut off')
  const palette = new Uint8Array(3 * most)
  for (let i = 0; i < count; i++)
    for (let c = 0; c < 3; c++) palette[3 * i + c] = file[start + step * i + 2 - c]!
  return palette
}
