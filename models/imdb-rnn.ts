import { imdb } from '../datasets/index.js'
import type { Recipe } from './recipe.js'
import { textRecipe } from './text/text-recipe.js'
import { textVariants } from './text/variants.js'

/**
 * Whether a film review is positive, read word by word: recurrent networks on the reviews of IMDB, and simpler ones to
 * compare them with.
 *
 * Input shape: `[batch, length]` of word numbers. Output shape: `[batch, 1]`, the probability of a positive review.
 */
export const imdbRnn: Recipe = textRecipe({
  name: 'imdb',
  describe: 'film reviews, positive or negative',
  variants: textVariants,

  async loadTexts({ data, limit, quiet, signal }) {
    const { train, test, classNames, source } = await imdb.loadTexts({ data, limit, quiet, signal })
    return { train, test, labels: classNames, source }
  },
})
