import { argumentError } from '../../support/errors.js'
import { unknownName } from '../../support/names.js'
import { channelsOf } from './colour.js'
import { interpolations } from './interpolation.js'
import type { ReadImageOptions } from './read-image-options.js'

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
