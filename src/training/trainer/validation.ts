import { argumentError } from '../../support/errors.js'
import { checkOptionNames } from '../../support/options.js'
import { type FeedData, isStream } from './feed.js'
import type { ValidationData } from './options.js'

/** The parts of `validationData`. */
export function unpackValidation(data: ValidationData): FeedData {
  if (isStream(data)) return { x: data }
  if (Array.isArray(data)) {
    const [x, y, sampleWeight] = data
    if (data.length >= 1 && data.length <= 3) return { x, y, sampleWeight }
  } else if (data !== null && typeof data === 'object' && 'x' in data) {
    checkOptionNames('validationData of fit', data, ['x', 'y', 'sampleWeight'])
    return data
  }
  throw argumentError('fit', '[x, y], [x, y, sampleWeight] or a Dataset', 'validationData', data)
}
