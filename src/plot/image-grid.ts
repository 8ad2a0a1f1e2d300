import { type TensorLike, toTensor } from '../data/index.js'
import { argumentError, KeratinError, showShape } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'
import { grid, imageHref } from './grid.js'
import { extentOf } from './numbers.js'
import type { Picture } from './picture.js'

export interface ImageGridOptions {
  /** What stands below each image; it may have several lines. */
  captions?: readonly (string | number)[]
  /** Images beside each other. Default: at most 8. */
  columns?: number
  /** Width of each image in pixels. Default 64. */
  size?: number
  /** The values that are black and white. Default: the least and the greatest of all images. */
  range?: readonly [black: number, white: number]
  title?: string
}

/**
 * Images beside and below each other: digits, photos, filters.
 *
 * @param images grey, red-green-blue, or with alpha
 * @param options.captions what stands below each image, in one line or several
 * @param options.columns images beside each other. Default: at most 8
 * @param options.size width of each image in pixels. Default 64
 * @param options.range the values that are black and white. Default: the least and the greatest of all images
 * @param options.title
 *
 * Input shape: `[n, height, width]`, or `[n, height, width, channels]` with 1, 3 or 4 channels.
 *
 * @throws KeratinError SHAPE, ARGUMENT, UNKNOWN_NAME
 * @example await imageGrid(test.x.slice(0, 10), { captions: [7, 2, 1, 0, 4, 1, 4, 9, 5, 9] }).save('digits.png')
 */
export function imageGrid(images: TensorLike, options: ImageGridOptions = {}): Picture {
  const where = 'imageGrid'
  checkedOptions('imageGrid', options)
  const { shape, values } = read(images)
  const [count, height, width, channels = 1] = shape as [number, number, number, number?]
  const { captions = [], columns = Math.min(8, count), size = 64, title } = options
  for (const [name, value] of Object.entries({ columns, size }))
    if (!(Number.isInteger(value) && value > 0)) throw argumentError(where, 'a positive integer', name, value)
  const [black, white] = options.range ?? extentOf(values)
  if (!(black < white)) throw argumentError(where, 'two numbers, the smaller first', 'range', [black, white])
  const cell = width * height * channels
  const cells = Array.from({ length: count }, (_, i) => ({
    href: imageHref(values.subarray(i * cell, (i + 1) * cell), [height, width, channels], [black, white]),
    caption: captions[i] === undefined ? [] : String(captions[i]).split('\n'),
  }))
  const tall = Math.max(1, Math.round((size * height) / width))
  return grid(cells, { columns, width: size, height: tall, ...(title !== undefined && { title }) })
}

function read(images: TensorLike): { shape: readonly number[]; values: Float32Array } {
  const given = toTensor(images, { name: 'images' })
  const { shape } = given
  const values = Float32Array.from(given.dataSync())
  if (given !== images) given.dispose()
  const isImages = shape.length === 3 || (shape.length === 4 && [1, 3, 4].includes(shape[3]!))
  if (isImages && values.length > 0) return { shape, values }
  throw new KeratinError(
    'SHAPE',
    `imageGrid: images have shape [n, height, width] or [n, height, width, 1, 3 or 4]. Received: ${showShape(shape)}.`,
    { hint: 'Give flat images their height and width with reshape.' },
  )
}
