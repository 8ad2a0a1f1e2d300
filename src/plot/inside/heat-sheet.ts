import type { TensorLike } from '../../data/index.js'
import type { tf } from '../../engine/index.js'
import { argumentError } from '../../support/errors.js'
import { type GridCell, grid, hrefOf } from '../grid.js'
import type { Picture } from '../picture.js'
import { encodePNG } from '../png.js'
import { fitEnd } from '../text-width.js'
import { overlays, photoBytes } from './overlay.js'
import { readPhotos } from './photos.js'

export interface SheetOptions {
  /** The name of each class. Default: their numbers. */
  labels?: readonly string[]
  /** Further lines below each photo, such as its file. */
  captions?: readonly string[]
  /** How much the map covers the photo, from 0 to 1. Default 0.5. */
  alpha?: number
  /** Photos beside each other, each with its map. Default: at most 2. */
  columns?: number
  /** Width of each photo in pixels. Default 192. */
  size?: number
  title?: string
}

/** Photos, each with a map laid over it at its side. */
export function heatSheet(
  where: string,
  images: TensorLike,
  maps: tf.Tensor3D,
  classes: Int32Array,
  probabilities: readonly number[],
  { labels, captions = [], alpha = 0.5, columns, size = 192, title }: SheetOptions,
): Picture {
  if (!(alpha >= 0 && alpha <= 1)) throw argumentError(where, 'from 0 to 1', 'alpha', alpha)
  const photos = readPhotos(where, images)
  const { count, height, width } = photos
  if (count !== maps.shape[0])
    throw argumentError(where, `as many as there are samples (${maps.shape[0]})`, 'images', count)
  const beside = columns ?? Math.min(2, count)
  for (const [name, value] of Object.entries({ columns: beside, size }))
    if (!(Number.isInteger(value) && value > 0)) throw argumentError(where, 'a positive integer', name, value)
  const [plain, covered] = [photoBytes(photos), overlays(photos, maps, alpha)]
  const href = (bytes: Uint8Array) => hrefOf(encodePNG(bytes, width, height, 3))
  const cells = plain.flatMap((bytes, i): GridCell[] => {
    const name = labels?.[classes[i]!] ?? String(classes[i])
    return [
      { href: href(bytes), caption: captions[i] === undefined ? [] : [fitEnd(captions[i], size)] },
      { href: href(covered[i]!), caption: [`${name} ${(probabilities[i]! * 100).toFixed(1)} %`] },
    ]
  })
  const tall = Math.max(1, Math.round((size * height) / width))
  return grid(cells, {
    columns: 2 * beside,
    width: size,
    height: tall,
    pixelated: width < size / 3,
    widest: size,
    ...(title !== undefined && { title }),
  })
}
