import { KeratinError } from '../../support/errors.js'
import { readFileBytes } from '../../support/files.js'

/** An image in memory, row by row. */
export interface DecodedImage {
  /** `width * height * channels` bytes. */
  data: Uint8Array
  width: number
  height: number
  /** 1 grey, 2 grey and alpha, 3 red, green, blue, 4 the same and alpha. */
  channels: number
  /** The file, or `the image`. */
  name: string
}

export interface DecodeOptions {
  /** Reduces images that are larger than this on their longer side. Default: keeps the size. */
  longestSide?: number
}

/**
 * Decodes any image that sharp reads, turned upright as its EXIF orientation says.
 *
 * @param image a path, or the bytes of a file
 * @throws KeratinError FILE_NOT_FOUND; FILE_UNREADABLE with the reason; ENGINE if sharp cannot be loaded
 */
export async function decodeImage(
  image: string | Uint8Array,
  { longestSide }: DecodeOptions = {},
): Promise<DecodedImage> {
  const name = typeof image === 'string' ? image : 'the image'
  const bytes = typeof image === 'string' ? await readFileBytes(image) : image
  const sharp = await loadSharp()
  if (bytes.length === 0) throw unreadable(name, 'the file is empty')
  try {
    let pipeline = sharp(bytes, { failOn: 'error' }).autoOrient()
    if (longestSide) {
      pipeline = pipeline.resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true })
    }
    const { data, info } = await pipeline
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    return { data, width: info.width, height: info.height, channels: info.channels, name }
  } catch (error) {
    throw unreadable(name, (error as Error).message.split('\n')[0]!, error)
  }
}

async function loadSharp() {
  try {
    return (await import('sharp')).default
  } catch (cause) {
    throw new KeratinError('ENGINE', 'The image library sharp cannot be loaded.', {
      hint: 'Install it for this system: npm install sharp.',
      cause,
    })
  }
}

function unreadable(name: string, reason: string, cause?: unknown): KeratinError {
  return new KeratinError('FILE_UNREADABLE', `${name} cannot be read as an image: ${reason}.`, {
    hint: 'Give a PNG, JPEG, WebP, GIF, TIFF, AVIF or SVG file.',
    cause,
  })
}
