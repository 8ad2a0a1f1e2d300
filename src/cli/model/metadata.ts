import type { Preparation } from '../../../models/preparation.js'
import { KeratinError } from '../../support/errors.js'
import { isPlainObject } from '../../support/options.js'
import { isFilePreparation, isSampleShape } from './is-preparation.js'

/** What keratin train keeps within the file of a model. */
export interface ModelMetadata {
  recipe?: string
  labels?: readonly string[]
  input?: Preparation
}

/**
 * What a file of a model says about its use, as far as keratin train wrote it; other programs may keep other things.
 *
 * @throws KeratinError FILE_UNREADABLE for a preparation that cannot be used
 */
export function readMetadata({ recipe, labels, input }: Record<string, unknown>): ModelMetadata {
  const isNames = Array.isArray(labels) && labels.every((l) => typeof l === 'string')
  return {
    ...(typeof recipe === 'string' && { recipe }),
    ...(isNames && { labels }),
    ...(isPlainObject(input) && { input: checked(input) }),
  }
}

function checked(input: Record<string, unknown>): Preparation {
  const { kind, shape, encoder } = input
  const isText = kind === 'string' || (kind === 'text' && isEncoder(encoder))
  if (isFilePreparation(input) || (isText && isSampleShape(shape))) return input as unknown as Preparation
  throw new KeratinError('FILE_UNREADABLE', 'The model does not say how samples become its input.', {
    hint: 'It may be of a newer version of Keratin.',
  })
}

function isEncoder(encoder: unknown): boolean {
  if (!isPlainObject(encoder)) return false
  const { vocabulary, length } = encoder
  return (
    Number.isInteger(length) &&
    Array.isArray(vocabulary) &&
    vocabulary.every((token) => typeof token === 'string')
  )
}
