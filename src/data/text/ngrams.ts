import { argumentError } from '../../support/errors.js'

/**
 * Runs of neighbouring tokens joined by a space, all of the first width, then all of the next.
 *
 * @param widths numbers of tokens; a single number means all widths up to it, as in Keras
 *
 * @throws KeratinError `ARGUMENT` for a width that is no positive integer
 * @example ngrams(['not', 'so', 'bad'], 2) // ['not', 'so', 'bad', 'not so', 'so bad']
 * @see https://keras.io/api/layers/preprocessing_layers/text/text_vectorization/
 */
export function ngrams(tokens: readonly string[], widths: number | readonly number[]): string[] {
  const all: string[] = []
  for (const width of widthsOf(widths)) {
    if (width === 1) for (const token of tokens) all.push(token)
    else
      for (let i = 0; i + width <= tokens.length; i++) {
        let gram = tokens[i]!
        for (let j = 1; j < width; j++) gram += ` ${tokens[i + j]!}`
        all.push(gram)
      }
  }
  return all
}

function widthsOf(widths: number | readonly number[]): readonly number[] {
  const isWidth = (n: number) => Number.isInteger(n) && n > 0
  if (typeof widths === 'number' && isWidth(widths)) return Array.from({ length: widths }, (_, i) => i + 1)
  if (Array.isArray(widths) && widths.every(isWidth)) return widths
  throw argumentError('ngrams', 'a positive integer or a list of them', 'widths', widths)
}
