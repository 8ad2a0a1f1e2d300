import { limits } from '../../support/limits.js'
import { decodeImage } from './decode.js'
import type { ImageSize, ReadImage, ReadImageOptions } from './read-image-options.js'
import { longestSide, shapeImage } from './shape-image.js'

export type { ImageSize, ReadImage, ReadImageOptions } from './read-image-options.js'

/**
 * Reads, sizes and colours an image as the options say; they have been checked.
 *
 * @param size of the result. Default: that of the image
 * @param room where the result goes. Default: memory of its own
 */
export async function readImage(
  image: string | Uint8Array,
  size: ImageSize | undefined,
  options: ReadImageOptions,
  room?: Float32Array,
): Promise<ReadImage> {
  const { colorMode, background = [255, 255, 255] } = options
  const decoded = await decodeImage(image, {
    longestSide: longestSide(size, options),
    mostPixels: size || options.maxSide ? undefined : limits.wholePixels,
    orient: options.orient,
    allowTruncated: options.allowTruncated,
    background: colorMode === 'rgba' || background === null ? undefined : background,
  })
  const shaped = shapeImage(decoded, size, options, room)
  decoded.release?.()
  return shaped
}
