import { labelledTexts } from '../datasets/index.js'
import { argumentError } from '../src/support/errors.js'
import type { Recipe } from './recipe.js'
import { textRecipe } from './text/text-recipe.js'

/**
 * Texts of your own in two or more classes, from a table, lines of JSON or folders.
 *
 * Input shape: `[batch, length]` of word numbers. Output shape: `[batch, 1]` for two classes, else `[batch, classes]`.
 */
export const ownText: Recipe = textRecipe({
  name: 'text',
  async loadTexts({ data, limit, seed, textColumn, labelColumn }) {
    if (data === undefined) {
      const hint = 'Give a .csv or .jsonl file, or a folder with a folder of .txt files for each class.'
      throw argumentError('keratin train text', 'a file or folder of texts', '--data', data, hint)
    }
    return labelledTexts.load({ data, limit, seed, textColumn, labelColumn })
  },
})
