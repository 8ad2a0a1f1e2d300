import { argumentError, KeratinError, showShape } from '../../support/errors.js'
import { writeFileAtomic } from '../../support/files.js'
import { unknownName } from '../../support/names.js'
import { checkedOptions } from '../../support/options.js'
import { type TensorLike, toTensor } from '../tensors.js'

const formats = ['png', 'jpeg', 'webp'] as const
type Format = (typeof formats)[number]

export interface SaveImageOptions {
  /** Stretches the values so that the least is black and the greatest white. Default true, as in Keras. */
  scale?: boolean
  /** Default: as the name ends. */
  fileFormat?: Format
}

/**
 * Writes a tensor as an image file: PNG, JPEG or WebP by the ending of the name. A file of that name is replaced.
 *
 * @param path ends in `.png`, `.jpg`, `.jpeg` or `.webp`
 * @param image grey, red-green-blue, or with alpha
 * @param options.scale whether the values are stretched to 0 to 255; without it they are taken as they are, rounded
 *   down and cut off at 0 and 255. Default true
 * @param options.fileFormat `png`, `jpeg` or `webp`. Default: as the name ends
 *
 * Input shape: `[height, width]`, or `[height, width, channels]` with 1, 3 or 4 channels.
 *
 * @throws KeratinError SHAPE; UNKNOWN_NAME for another format; FILE_UNWRITABLE with the reason
 * @example await saveImage('digit.png', train.x.slice(0, 1).reshape([28, 28]))
 * @see https://keras.io/api/data_loading/image/#save_img-function
 */
export async function saveImage(
  path: string,
  image: TensorLike,
  options: SaveImageOptions = {},
): Promise<void> {
  checkedOptions('saveImage', options)
  const format = options.fileFormat ?? formatOf(path)
  if (!formats.includes(format)) throw unknownName('image format', String(format), formats)
  const { bytes, width, height, channels } = pixels(image, options.scale ?? true)
  const { default: sharp } = await import('sharp')
  const raw = { width, height, channels }
  await writeFileAtomic(path, await sharp(bytes, { raw }).toFormat(format).toBuffer())
}

function formatOf(path: string): Format {
  const ending = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  return (ending === 'jpg' ? 'jpeg' : ending) as Format
}

function pixels(image: TensorLike, scale: boolean) {
  const given = toTensor(image, { name: 'image' })
  const [height, width, channels = 1] = given.shape
  const values = given.dataSync()
  const { rank, shape } = given
  if (given !== image) given.dispose()
  if (rank < 2 || rank > 3 || values.length === 0 || ![1, 3, 4].includes(channels)) {
    throw new KeratinError(
      'SHAPE',
      `saveImage: an image has shape [height, width] or [height, width, 1, 3 or 4]. Received: ${showShape(shape)}.`,
      { hint: 'Take a single image of a batch with slice or reshape.' },
    )
  }
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of values) {
    if (!Number.isFinite(value)) throw argumentError('saveImage', 'finite', 'a pixel', value)
    least = Math.min(least, value)
    greatest = Math.max(greatest, value)
  }
  const { fround } = Math
  const range = fround(greatest - least) || 1
  const bytes = new Uint8ClampedArray(values.length)
  // rounded after each step, as Keras does it in float32
  for (let i = 0; i < values.length; i++)
    bytes[i] = Math.floor(scale ? fround(fround(fround(values[i]! - least) / range) * 255) : values[i]!)
  return { bytes, height: height!, width: width!, channels: channels as 1 | 3 | 4 }
}
