import { channelsOf, toColorMode } from './colour.js'
import { fitImage, type ResizeMode } from './fit.js'
import type { ImageSize, ReadImage, ReadImageOptions } from './read-image-options.js'
import type { Pixels } from './resample.js'

/** What of the options is about pixels that have been decoded. */
export type ShapeOptions = Pick<
  ReadImageOptions,
  'colorMode' | 'interpolation' | 'antialias' | 'cropToAspectRatio' | 'padToAspectRatio' | 'rescale'
>

/**
 * An image that was decoded, in the size and colours that the options say.
 *
 * @param size of the result. Default: that of the image
 * @param room where the result goes. Default: memory of its own
 */
export function shapeImage(
  image: Pixels,
  size: ImageSize | undefined,
  options: ShapeOptions,
  room?: Float32Array,
): ReadImage {
  const { colorMode = 'rgb', interpolation = 'bilinear', rescale: factor = 1 } = options
  const { width, height, channels } = image
  const target = size ?? { width, height }
  const isSame = target.width === width && target.height === height
  const needsColours = channels !== channelsOf[colorMode]
  const pixels = fitImage(image, {
    ...target,
    mode: isSame ? 'stretch' : modeOf(options),
    // pixels of the same size are those of the file
    interpolation: isSame ? 'nearest' : interpolation,
    antialias: options.antialias,
    factor,
    room: needsColours ? undefined : room,
  })
  const data = needsColours ? toColorMode(pixels, channels, colorMode, 255 * factor, room) : pixels
  return { data, ...target, channels: channelsOf[colorMode] }
}

const modeOf = ({ cropToAspectRatio, padToAspectRatio }: ShapeOptions): ResizeMode =>
  cropToAspectRatio ? 'crop' : padToAspectRatio ? 'pad' : 'stretch'

/** The longest side with which an image is decoded. */
export const longestSide = (
  size: ImageSize | undefined,
  { maxSide }: Pick<ReadImageOptions, 'maxSide'>,
): number | undefined => maxSide ?? (size && Math.max(4096, 8 * Math.max(size.height, size.width)))
