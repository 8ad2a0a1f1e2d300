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
  const place = needsColours ? undefined : room
  const sized = (): Float32Array =>
    fitImage(image, {
      ...target,
      mode: isSame ? 'stretch' : modeOf(options),
      // pixels of the same size are those of the file
      interpolation: isSame ? 'nearest' : interpolation,
      antialias: options.antialias,
      factor,
      room: place,
    })
  const pixels = isSame && isLarge(image) ? scaled(image.data, factor, place) : sized()
  const data = needsColours ? toColorMode(pixels, channels, colorMode, 255 * factor, room) : pixels
  return { data, ...target, channels: channelsOf[colorMode] }
}

/** What would take much of the memory of the kernel, which never shrinks, or long lists of which pixels are used. */
const isLarge = ({ data, width, height }: Pixels): boolean =>
  data.length > 2 ** 24 || Math.max(width, height) > 2 ** 14

/** The numbers that the kernel gives for pixels of the same size: products of 32 bits. */
function scaled(
  pixels: Pixels['data'],
  factor: number,
  room: Float32Array = new Float32Array(pixels.length),
): Float32Array {
  const by = Math.fround(factor)
  for (let i = 0; i < pixels.length; i++) room[i] = pixels[i]! * by
  return room
}

const modeOf = ({ cropToAspectRatio, padToAspectRatio }: ShapeOptions): ResizeMode =>
  cropToAspectRatio ? 'crop' : padToAspectRatio ? 'pad' : 'stretch'

/** The longest side with which an image is decoded. */
export const longestSide = (
  size: ImageSize | undefined,
  { maxSide }: Pick<ReadImageOptions, 'maxSide'>,
): number | undefined => maxSide ?? (size && Math.max(4096, 8 * Math.max(size.height, size.width)))
