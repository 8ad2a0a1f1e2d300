import { argumentError } from '../../support/errors.js'
import { unknownName } from '../../support/names.js'
import { type ColorMode, channelsOf } from './colour.js'
import { decodeImage } from './decode.js'
import { type Interpolation, interpolations } from './interpolation.js'
import { longestSide, shapeImage } from './shape-image.js'

/** How an image file becomes numbers. */
export interface ReadImageOptions {
  /** Default `rgb`. */
  colorMode?: ColorMode
  /** How a value between pixels is found. Default `bilinear`, as in Keras and OpenCV. */
  interpolation?: Interpolation
  /** Whether an image that gets smaller is smoothed first. Default false, as in Keras and OpenCV. */
  antialias?: boolean
  /** Cuts the image to the proportions of the size instead of stretching it. Default false. */
  cropToAspectRatio?: boolean
  /** Fills up to the proportions of the size with black instead of stretching it. Default false. */
  padToAspectRatio?: boolean
  /** What pixels are multiplied with; `1 / 255` gives 0 to 1. Default 1: they are 0 to 255. */
  rescale?: number
  /**
   * What transparent pixels show where the color mode has no alpha: red, green and blue of 0 to 255. `null` drops alpha
   * and keeps what is underneath, as Keras does. Default white.
   */
  background?: readonly [number, number, number] | null
  /** Turns images upright as their EXIF orientation says; Keras leaves them as they lie. Default true. */
  orient?: boolean
  /** Takes what there is of a file that ends too early. Default false: it counts as unreadable. */
  allowTruncated?: boolean
  /**
   * Images whose longer side is longer than this are first reduced to it with smoothing, JPEGs while they are decoded,
   * so that no image takes more memory than a square of this side. Keras never does so. Default: 8 times the longer side
   * of the result, at least 4096; without a size, images are never reduced.
   */
  maxSide?: number
}

export interface ImageSize {
  height: number
  width: number
}

/** An image as float32, row by row, its channels together. */
export interface ReadImage extends ImageSize {
  data: Float32Array
  channels: number
}

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
