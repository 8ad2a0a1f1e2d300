import { unknownName } from '../src/support/names.js'
import { withOptions } from '../src/support/options.js'
import type { Recipe } from './recipe.js'

/** A recipe by name; its code is loaded when it is asked for. */
export interface RecipeEntry {
  name: string
  describe: string
  load(): Promise<Recipe>
}

/** All recipes. Names and descriptions are there without loading any of them. */
export const recipes: readonly RecipeEntry[] = (
  [
    {
      name: 'mnist',
      describe: 'handwritten digits, 28x28: a convolutional network on the MNIST data set',
      load: async () => (await import('./mnist-cnn.js')).mnistCnn,
    },
    {
      name: 'digits',
      describe: 'the same network on digits that are drawn on the spot: needs no files and no network',
      load: async () => (await import('./digits-cnn.js')).digitsCnn,
    },
    {
      name: 'cats-vs-dogs',
      describe: 'photos of cats and dogs: a convolutional network trained from nothing',
      load: async () => (await import('./cats-vs-dogs.js')).catsVsDogsRecipe,
    },
    {
      name: 'images',
      describe: 'your own photos, in a folder for each class: the same network; needs --data',
      load: async () => (await import('./images.js')).imagesRecipe,
    },
    {
      name: 'imdb',
      describe: 'film reviews, positive or negative: recurrent and other networks on the IMDB data set',
      load: async () => (await import('./imdb-rnn.js')).imdbRnn,
    },
    {
      name: 'text',
      describe: 'texts of your own in classes: --data with a .csv or .jsonl file, or a folder',
      load: async () => (await import('./own-text.js')).ownText,
    },
  ] satisfies RecipeEntry[]
).map((entry) => ({ ...entry, load: async () => checked(await entry.load()) }))

/** The recipe with the names in what it is asked for checked. */
const checked = (recipe: Recipe): Recipe => ({
  ...recipe,
  load: withOptions('Recipe.load', recipe.load, 0),
  build: withOptions('Recipe.build', recipe.build, 0),
  compile: withOptions('Recipe.compile', recipe.compile, 0),
})

/**
 * The entry of that name.
 *
 * @throws KeratinError UNKNOWN_NAME with the nearest name
 */
export function findRecipe(name: string): RecipeEntry {
  const found = recipes.find((r) => r.name === name)
  if (!found)
    throw unknownName(
      'recipe',
      name,
      recipes.map((r) => r.name),
    )
  return found
}

/**
 * The recipe of that name.
 *
 * @throws KeratinError UNKNOWN_NAME with the nearest name
 * @example const recipe = await loadRecipe('mnist')
 */
export const loadRecipe = async (name: string): Promise<Recipe> => findRecipe(name).load()
