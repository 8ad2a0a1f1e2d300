import { argumentError } from '../../support/errors.js'
import type { ImageSize } from './read-image-options.js'

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
