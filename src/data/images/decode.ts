import { readFile } from 'node:fs'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { KeratinError } from '../../support/errors.js'
import { fileNotFound, isMissing } from '../../support/files.js'
import type { DecodedImage } from './decoded-image.js'
import { decodeJpeg } from './jpeg/decode-jpeg.js'

export interface DecodeOptions {
  /** Reduces images that are larger than this on their longer side; JPEGs while decoding. Default: keeps the size. */
  longestSide?: number
  /** Turns the image upright as its EXIF orientation says. Default true. */
  orient?: boolean
  /** Takes what there is of a file that ends too early. Default false: it is an error. */
  allowTruncated?: boolean
  /** What transparent pixels show, red, green and blue of 0 to 255. Default: alpha is kept as a channel. */
  background?: readonly [number, number, number]
}

/**
 * Decodes any image that sharp reads to 8 bits a channel: the first frame of an animation, CMYK as sRGB, 16 bits by
 * their upper half. Ordinary JPEGs are decoded by libjpeg-turbo where it is there. All work is done in threads.
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
  }: DecodeOptions = {},
): Promise<DecodedImage> {
  const name = typeof image === 'string' ? image : 'the image'
  if (image.length === 0) throw unreadable(name, 'the file is empty')
  try {
    let file = image
    if (typeof file !== 'string' || mayBeJpeg.test(file)) {
      // by promises of fs itself reading takes twice the time
      if (typeof file === 'string') file = await readBytes(file)
      const decoded = await decodeJpeg(file, name, { longestSide, orient })
      if (decoded) return decoded
    }
    return { ...(await decodeBySharp(file, { longestSide, orient, allowTruncated, background })), name }
  } catch (error) {
    if (error instanceof KeratinError) throw error
    if (typeof image === 'string') await checkFile(image)
    throw unreadable(name, (error as Error).message.split('\n')[0]!, error)
  }
}

const readBytes = promisify(readFile)

/** Whether a file is called as JPEGs are. */
export const mayBeJpeg = /\.jpe?g$/i

async function decodeBySharp(
  image: string | Uint8Array,
  { longestSide, orient, allowTruncated, background }: DecodeOptions,
): Promise<Omit<DecodedImage, 'name'>> {
  const sharp = await loadSharp()
  let pipeline = sharp(image, { failOn: allowTruncated ? 'none' : 'error', autoOrient: orient })
  if (longestSide !== Number.POSITIVE_INFINITY) {
    pipeline = pipeline.resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true })
  }
  if (background) {
    const [r, g, b] = background
    pipeline = pipeline.flatten({ background: { r, g, b } })
  }
  const { data, info } = await pipeline
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels }
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

/** What is wrong with the file itself, which the image library does not always tell. */
async function checkFile(path: string): Promise<void> {
  const found = await stat(path).catch(async (error) => {
    throw isMissing(error) ? await fileNotFound(path) : unreadable(path, (error as Error).message, error)
  })
  if (found.isDirectory()) throw unreadable(path, 'it is a folder')
  if (found.size === 0) throw unreadable(path, 'the file is empty')
}

function unreadable(name: string, reason: string, cause?: unknown): KeratinError {
  return new KeratinError('FILE_UNREADABLE', `${name} cannot be read as an image: ${reason}.`, {
    hint: 'Give a PNG, JPEG, WebP, GIF, TIFF, AVIF or SVG file.',
    cause,
  })
}
