import { argumentError } from '../../support/errors.js'
import { limits } from '../../support/limits.js'
import { unknownName } from '../../support/names.js'
import { channelsOf } from './colour.js'
import { decodeImage } from './decode.js'
import { interpolations } from './interpolation.js'
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

/** Height and width as they are given: a number for both, or `[height, width]`. */
export type SizeLike = number | readonly [height: number, width: number]

export function sizeFrom(where: string, name: string, size: SizeLike): ImageSize {
  const [height, width] = typeof size === 'number' ? [size, size] : size
  const isSide = (side: number | undefined) => Number.isInteger(side) && side! > 0
  if (!isSide(height) || !isSide(width)) {
    throw argumentError(where, 'a positive integer, or [height, width] of such', name, size)
  }
  return { height: height!, width: width! }
}

/** @throws KeratinError ARGUMENT, UNKNOWN_NAME */
export function checkReadOptions(where: string, options: ReadImageOptions): void {
  const { colorMode = 'rgb', interpolation = 'bilinear', cropToAspectRatio, padToAspectRatio } = options
  if (!(colorMode in channelsOf)) throw unknownName('color mode', String(colorMode), Object.keys(channelsOf))
  if (!interpolations.includes(interpolation)) {
    throw unknownName('interpolation', String(interpolation), interpolations)
  }
  if (cropToAspectRatio && padToAspectRatio) {
    throw argumentError(where, 'left out beside cropToAspectRatio', 'padToAspectRatio', true)
  }
  const { rescale = 1, maxSide = 1 } = options
  if (!Number.isFinite(rescale)) throw argumentError(where, 'a number', 'rescale', rescale)
  if (!(maxSide >= 1)) throw argumentError(where, 'at least 1', 'maxSide', maxSide)
}
