import { KeratinError } from '../../support/errors.js'
import { limits } from '../../support/limits.js'
import { readFileBytes } from '../../support/read-file.js'
import type { DecodedImage } from './decoded-image.js'
import { decodeBmp } from './formats/decode-bmp.js'
import { decodeWith, type SharpOptions, type SharpResult } from './formats/decode-with.js'
import { decodeApart } from './formats/draw-apart.js'
import { imageKind } from './formats/image-kind.js'
import { isStreamed } from './formats/is-streamed.js'
import { inTurn } from './formats/turns.js'
import { decodeJpeg } from './jpeg/decode-jpeg.js'
import { decodePng } from './png/decode-png.js'

export interface DecodeOptions {
  /** Reduces images that are larger than this on their longer side; JPEGs while decoding. Default: keeps the size. */
  longestSide?: number
  /** Turns the image upright as its EXIF orientation says. Default true. */
  orient?: boolean
  /** Takes what there is of a file that ends too early. Default false: it is an error. */
  allowTruncated?: boolean
  /** What transparent pixels show, red, green and blue of 0 to 255. Default: alpha is kept as a channel. */
  background?: readonly [number, number, number]
  /** How many pixels it may have. Default: what can be decoded. */
  mostPixels?: number
}

/**
 * Decodes any image that sharp reads, and BMP, to 8 bits a channel: the first frame of an animation, CMYK as sRGB, 16
 * bits by their upper half. Ordinary JPEGs are decoded by libjpeg-turbo where it is there, small PNGs here. All other work is
 * done in threads, that on SVG in a process that can be stopped. How many pixels there are is known before they are decoded.
 *
 * @param image a path, or the bytes of a file
 * @throws KeratinError FILE_NOT_FOUND; FILE_UNREADABLE with the reason; ENGINE if sharp cannot be loaded
 */
export async function decodeImage(
  image: string | Uint8Array,
  {
    longestSide = Number.POSITIVE_INFINITY,
    orient = true,
    allowTruncated = false,
    background,
    mostPixels: mostGiven,
  }: DecodeOptions = {},
): Promise<DecodedImage> {
  const name = typeof image === 'string' ? image : 'the image'
  const bytes = typeof image === 'string' && image !== '' ? await readFileBytes(image, 'image') : image
  if (bytes.length === 0) throw unreadable(name, 'the file is empty')
  const file = bytes as Uint8Array
  try {
    const decoded = await decodeJpeg(file, name, { longestSide, orient, mostPixels: mostGiven })
    if (decoded) return decoded
    const small = decodeSmall(file, name, { longestSide, isOpaque: background !== undefined, mostGiven })
    if (small) return small
    const isReduced = longestSide ** 2 <= limits.pixels && isStreamed(file)
    const mostPixels = mostGiven ?? (isReduced ? limits.reducedPixels : limits.pixels)
    const options = { mostPixels, longestSide, orient, allowTruncated, background }
    const result = await decodeAsKind(file, options)
    if (!('tooLarge' in result)) return { ...result, name }
    const [width, height] = result.tooLarge
    const expected = `Expected: at most ${mostPixels} pixels`
    throw unreadable(
      name,
      `it is too large. ${expected}. Received: ${width} x ${height}`,
      undefined,
      mostGiven ? 'Give a size, to which it is reduced' : 'Make it smaller',
    )
  } catch (error) {
    if (error instanceof KeratinError) throw error
    const reason = reasonOf(error as Error)
    throw unreadable(name, reason, error, reason.endsWith(' to draw') ? 'Give it as a PNG' : undefined)
  }
}

/** What the image library says, on one line. */
function reasonOf({ message }: Error): string {
  if (/unsupported image format/.test(message)) return 'it is of no format that is read'
  return message.split('\n')[0]!.replace(/\.$/, '')
}

/** Images of so many bytes are decoded at once, in this thread. */
const smallBytes = 1 << 16
/** So much of larger ones too, as long as it takes less time than loading the image library. */
let bytesBeforeSharp = 1 << 22

function decodeSmall(
  file: Uint8Array,
  name: string,
  {
    mostGiven = Number.POSITIVE_INFINITY,
    ...options
  }: { longestSide: number; isOpaque: boolean; mostGiven?: number },
): DecodedImage | undefined {
  const mostBytes = Math.min(3 * mostGiven, Math.max(smallBytes, bytesBeforeSharp >> 2))
  const decoded = decodePng(file, name, { ...options, mostBytes })
  if (decoded && decoded.data.length > smallBytes) bytesBeforeSharp -= decoded.data.length
  return decoded
}

/** Whether a file is called as JPEGs are. */
export const mayBeJpeg = /\.jpe?g$/i

async function decodeAsKind(file: Uint8Array, options: SharpOptions): Promise<SharpResult> {
  const sharp = await loadSharp()
  switch (imageKind(file)) {
    case 'bmp': {
      const result = decodeBmp(file, options)
      if ('tooLarge' in result) return result
      const { data, width, height, channels } = result
      return decodeWith(sharp, data, { ...options, raw: { width, height, channels: channels as 3 | 4 } })
    }
    case 'drawing':
      return decodeApart(file, options)
    default:
      return decodePixels(sharp, file, options)
  }
}

/** Images that are not reduced are decoded a few at a time. */
async function decodePixels(sharp: Sharp, file: Uint8Array, options: SharpOptions): Promise<SharpResult> {
  if (options.longestSide !== Number.POSITIVE_INFINITY) return decodeWith(sharp, file, options)
  const { width, height, channels } = await sharp(file, { limitInputPixels: false }).metadata()
  if (width * height > options.mostPixels) return { tooLarge: [width, height] }
  return inTurn(width * height * channels, () => decodeWith(sharp, file, options))
}

type Sharp = typeof import('sharp')['default']
let loaded: Promise<Sharp> | undefined

function loadSharp(): Promise<Sharp> {
  loaded ??= import('sharp').then(
    (module) => module.default,
    (cause) => {
      throw new KeratinError('ENGINE', 'The image library sharp cannot be loaded.', {
        hint: 'Install it for this system: npm install sharp.',
        cause,
      })
    },
  )
  return loaded
}

const usualHint = 'Give a PNG, JPEG, WebP, GIF, TIFF, AVIF, BMP or SVG file'

const unreadable = (name: string, reason: string, cause?: unknown, hint = usualHint): KeratinError =>
  new KeratinError('FILE_UNREADABLE', `${name} cannot be read as an image: ${reason}.`, {
    hint: `${hint}.`,
    cause,
  })
