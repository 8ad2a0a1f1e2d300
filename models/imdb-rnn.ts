import { imdb } from '../datasets/index.js'
import type { Recipe } from './recipe.js'
import { textRecipe } from './text/text-recipe.js'

/**
 * Whether a film review is positive, read word by word: recurrent networks on the reviews of IMDB, and simpler ones to
 * compare them with.
 *
 * Input shape: `[batch, length]` of word numbers. Output shape: `[batch, 1]`, the probability of a positive review.
 */
export const imdbRnn: Recipe = textRecipe({
  name: 'imdb',
  async loadTexts({ data, limit, quiet, signal }) {
    const { train, test, classNames, source } = await imdb.loadTexts({ data, limit, quiet, signal })
    return { train, test, labels: classNames, source }
  },
})
