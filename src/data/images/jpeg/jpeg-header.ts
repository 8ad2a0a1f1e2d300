/** What the segments of a JPEG say before its pixels begin. */
export interface JpegHeader {
  width: number
  height: number
  /** 1 grey, 3 colours, 4 CMYK. */
  channels: number
  /** Bits a channel. */
  precision: number
  /** Whether pixels are coded in the usual way: Huffman codes, baseline or progressive in a usual number of scans. */
  isUsual: boolean
  /** Whether the picture comes whole, and then finer and finer. */
  isProgressive: boolean
  /** Whether colours are described by a profile. */
  hasProfile: boolean
  /** How EXIF says that the picture lies, 1 to 8; 1 is upright. */
  orientation: number
}

/** The kinds of frames: SOF0 to SOF2 are usual, others lossless, hierarchical or of arithmetic codes. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
const isUsualFrame = (marker: number) => marker <= 0xc2

const [startOfScan, exif, profile] = [0xda, 0xe1, 0xe2]
const scanMarker = Buffer.of(0xff, startOfScan)

/**
 * Reads the header of a JPEG.
 *
 * @returns undefined for what is no JPEG, or ends before its pixels begin
 * @see https://www.w3.org/Graphics/JPEG/itu-t81.pdf
 */
export function readJpegHeader(file: Uint8Array): JpegHeader | undefined {
  if (file[0] !== 0xff || file[1] !== 0xd8) return undefined
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const header: Partial<JpegHeader> = { hasProfile: false, orientation: 1 }
  for (let at = 2; at + 4 <= file.length; ) {
    if (file[at] !== 0xff) return undefined
    const marker = file[at + 1]!
    // a marker may be preceded by any number of fill bytes
    if (marker === 0xff) {
      at++
      continue
    }
    const length = view.getUint16(at + 2)
    if (marker === startOfScan) return header.width ? (header as JpegHeader) : undefined
    if (length < 2 || at + 2 + length > file.length) return undefined
    const segment = new DataView(file.buffer, file.byteOffset + at + 4, length - 2)
    if (isFrame(marker) && segment.byteLength >= 6) {
      header.precision = segment.getUint8(0)
      header.height = segment.getUint16(1)
      header.width = segment.getUint16(3)
      header.channels = segment.getUint8(5)
      header.isProgressive = marker !== 0xc0 && marker !== 0xc1
      header.isUsual = isUsualFrame(marker) && !hasTooManyScans(file)
    } else if (marker === profile && startsWith(segment, 'ICC_PROFILE')) header.hasProfile = true
    else if (marker === exif && startsWith(segment, 'Exif')) header.orientation = orientationOf(segment)
    at += 2 + length
  }
  return undefined
}

/** A scan of an empty code costs time for all pixels; usual files have ten. */
const mostScans = 100

function hasTooManyScans(file: Uint8Array): boolean {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  let scans = 0
  for (
    let at = bytes.indexOf(scanMarker);
    at >= 0 && scans <= mostScans;
    at = bytes.indexOf(scanMarker, at + 2)
  )
    scans++
  return scans > mostScans
}

const startsWith = (segment: DataView, text: string): boolean =>
  segment.byteLength >= text.length && [...text].every((c, i) => segment.getUint8(i) === c.charCodeAt(0))

/** The entry `Orientation` of the first directory of an EXIF segment; 1 where there is none. */
function orientationOf(segment: DataView): number {
  // behind "Exif\0\0" comes a TIFF: byte order, 42, where the directory is
  const start = 6
  if (segment.byteLength < start + 8) return 1
  const isLittle = segment.getUint16(start) === 0x4949
  const directory = start + segment.getUint32(start + 4, isLittle)
  if (directory + 2 > segment.byteLength) return 1
  const count = segment.getUint16(directory, isLittle)
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + 12 * i
    if (entry + 12 > segment.byteLength) return 1
    if (segment.getUint16(entry, isLittle) === 0x0112) {
      const value = segment.getUint16(entry + 8, isLittle)
      return value >= 1 && value <= 8 ? value : 1
    }
  }
  return 1
}
