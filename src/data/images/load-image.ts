import { tf } from '../../engine/index.js'
import { checkedOptions } from '../../support/options.js'
import { checkReadOptions } from './check-read-options.js'
import type { ReadImageOptions } from './read-image-options.js'
import { type SizeLike, sizeFrom } from './size-from.js'

export interface LoadImageOptions extends ReadImageOptions {
  /** Height and width of the result. Default: those of the image. */
  targetSize?: SizeLike
}

/**
 * Reads an image file as a tensor.
 *
 * Reads JPEG, PNG, WebP, GIF, TIFF, AVIF, BMP and SVG: the first frame of an animation, CMYK as sRGB, 16 bits a channel as
 * 8. Ordinary JPEGs are decoded to the very pixels that TensorFlow gives, by libjpeg-turbo; where that is not there,
 * sharp's decoder differs by 1 of 255 on average.
 *
 * A file is looked at before memory is taken (docs/LIMITS.md). An image of more than 33 million pixels needs a
 * `targetSize`; an SVG is drawn in a process that ends when that takes long, and reads no other file.
 *
 * @param image a path, or the bytes of a file
 * @param options as for `imageDatasetFromDirectory`, and targetSize: height and width of the result
 * @returns float32, 0 to 255 unless `rescale` is given. The caller disposes it
 *
 * Output shape: `[height, width, channels]`.
 *
 * @throws KeratinError FILE_NOT_FOUND, FILE_UNREADABLE with the reason, ARGUMENT, UNKNOWN_NAME
 * @example
 * const x = (await loadImage('cat.jpg', { targetSize: 128, rescale: 1 / 255 })).expandDims(0)
 * @see https://keras.io/api/data_loading/image/#load_img-function
 */
export async function loadImage(
  image: string | Uint8Array,
  options: LoadImageOptions = {},
): Promise<tf.Tensor3D> {
  const { targetSize, ...reading } = checkedOptions('loadImage', options)
  checkReadOptions('loadImage', reading)
  const size = targetSize === undefined ? undefined : sizeFrom('loadImage', 'targetSize', targetSize)
  const { readImage } = await import('./read-image.js')
  const { data, height, width, channels } = await readImage(image, size, reading)
  return tf.tensor3d(data, [height, width, channels])
}
