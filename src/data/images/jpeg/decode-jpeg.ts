import { limits } from '../../../support/limits.js'
import type { DecodedImage } from '../decoded-image.js'
import { inTurn } from '../formats/turns.js'
import type { Pixels } from '../resample.js'
import { type JpegHeader, readJpegHeader } from './jpeg-header.js'

type Library = typeof import('@julusian/jpeg-turbo')

export interface DecodeJpegOptions {
  /** The longest side that is decoded. */
  longestSide: number
  /** Whether images that do not lie upright are left to others. */
  orient: boolean
  /** How many pixels it may have. Default: what can be decoded. */
  mostPixels?: number
}

/**
 * Decodes an ordinary JPEG by libjpeg-turbo, in a thread, to the same pixels as TensorFlow does. This takes a third
 * of the time of the way that every other image goes.
 *
 * @returns undefined for everything else, which is left to the general way: no JPEG, damaged, CMYK, with a profile of
 * its colours, turned, larger than wanted, of an unusual code; or the library is not there
 */
export async function decodeJpeg(
  file: Uint8Array,
  name: string,
  options: DecodeJpegOptions,
): Promise<DecodedImage | undefined> {
  const header = ordinaryHeader(file, options)
  if (!header) return undefined
  const { width, height, channels } = header
  const library = await loadLibrary()
  if (!library) return undefined
  const bytes = width * height * channels
  const room = await inTurn(bytes, async () => {
    const room = take(bytes)
    try {
      await library.decompress(asBuffer(file), room, formatOf(library, header))
      return room
    } catch {
      give(room)
      return undefined
    }
  })
  if (!room) return undefined
  const release = () => give(room)
  return { data: room.subarray(0, bytes), width, height, channels, name, release }
}

/**
 * The same in the calling thread, at once.
 *
 * @returns a function that decodes into a room of its choice; undefined where the library is not there
 */
export async function jpegDecoder(): Promise<JpegDecoder | undefined> {
  const library = await loadLibrary()
  return library && ((file, roomFor, options) => decodeNow(library, file, roomFor, options))
}

export type JpegDecoder = (
  file: Uint8Array,
  /** Memory of at least so many bytes. */
  roomFor: (bytes: number) => Buffer,
  options: DecodeJpegOptions,
) => Pixels | undefined

function decodeNow(library: Library, ...[file, roomFor, options]: Parameters<JpegDecoder>) {
  const header = ordinaryHeader(file, options)
  if (!header) return undefined
  const { width, height, channels } = header
  const bytes = width * height * channels
  const room = roomFor(bytes)
  try {
    library.decompressSync(asBuffer(file), room, formatOf(library, header))
  } catch {
    return undefined
  }
  return { data: room.subarray(0, bytes), width, height, channels }
}

/** The header of an ordinary JPEG. */
function ordinaryHeader(
  file: Uint8Array,
  { longestSide, orient, mostPixels = limits.pixels }: DecodeJpegOptions,
): JpegHeader | undefined {
  const header = readJpegHeader(file)
  if (!header || (orient && header.orientation !== 1) || header.hasProfile || !header.isUsual)
    return undefined
  const { width, height, channels, precision } = header
  if (precision !== 8 || ![1, 3].includes(channels)) return undefined
  if (Math.max(width, height) > longestSide || width * height > mostPixels) return undefined
  return header
}

const formatOf = (library: Library, { channels }: JpegHeader) => ({
  format: channels === 1 ? library.FORMAT_GRAY : library.FORMAT_RGB,
})

const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength)

let loaded: Promise<Library | undefined> | undefined

function loadLibrary(): Promise<Library | undefined> {
  loaded ??= import('@julusian/jpeg-turbo').then(
    (module) => module.default as Library,
    () => undefined,
  )
  return loaded
}

/** Bytes of memory that is held for the next images. */
const mostBytes = 1 << 27

/** Memory of images that are done with, the latest last: asking the system for it takes ten times as long. */
const rooms: Buffer[] = []

function take(bytes: number): Buffer {
  const fitting = rooms.findIndex((room) => room.length >= bytes)
  if (fitting >= 0) return rooms.splice(fitting, 1)[0]!
  return Buffer.allocUnsafeSlow(Math.max(bytes, 1 << 20))
}

function give(room: Buffer): void {
  rooms.push(room)
  let held = rooms.reduce((sum, { length }) => sum + length, 0)
  while (held > mostBytes) held -= rooms.shift()!.length
}
