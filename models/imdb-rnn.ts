import { imdb } from '../datasets/index.js'
import type { Recipe } from './recipe.js'
import type { MeasuredOn } from './samples/choose.js'
import type { KeptSamples } from './samples/samples.js'
import { textRecipe } from './text/text-recipe.js'

/**
 * Whether a film review is positive, read word by word: recurrent networks on the reviews of IMDB, and simpler ones to
 * compare them with.
 *
 * Input shape: `[batch, length]` of word numbers. Output shape: `[batch, 1]`, the probability of a positive review.
 */
export const imdbRnn: Recipe = textRecipe({
  name: 'imdb',

  async loadTexts({ data, limit, quiet, signal, known }) {
    const most = known?.samples ? countsOf(known.samples, known.on) : limit
    const { train, test, classNames, source } = await imdb.loadTexts({ data, limit: most, quiet, signal })
    return { train, test, labels: classNames, source, hasOwnTest: true }
  },
})

/** The reviews of a run are the first of each part; what is new, and all, are wherever they are. */
function countsOf({ train, validation, test }: KeptSamples, on: MeasuredOn | undefined): number | undefined {
  if (on === 'new' || on === 'all') return undefined
  return Math.max(train.keys.length + validation.keys.length, test.keys.length)
}
