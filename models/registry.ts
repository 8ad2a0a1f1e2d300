import { unknownName } from '../src/support/names.js'
import { withOptions } from '../src/support/options.js'
import { facts } from './facts/facts.js'
import type { Recipe, RecipeFacts } from './recipe.js'

/** A recipe by name, with what is known of it; its code is loaded when it is asked for. */
export interface RecipeEntry extends RecipeFacts {
  name: string
  load(): Promise<Recipe>
}

/** All recipes. What is known of them is there without loading any. */
export const recipes: readonly RecipeEntry[] = (
  [
    {
      name: 'mnist',
      load: async () => (await import('./mnist-cnn.js')).mnistCnn,
    },
    {
      name: 'digits',
      load: async () => (await import('./digits-cnn.js')).digitsCnn,
    },
    {
      name: 'cats-vs-dogs',
      load: async () => (await import('./cats-vs-dogs.js')).catsVsDogsRecipe,
    },
    {
      name: 'images',
      load: async () => (await import('./images.js')).imagesRecipe,
    },
    {
      name: 'imdb',
      load: async () => (await import('./imdb-rnn.js')).imdbRnn,
    },
    {
      name: 'text',
      load: async () => (await import('./own-text.js')).ownText,
    },
  ] as const
).map((entry) => ({
  ...(facts[entry.name] as RecipeFacts),
  ...entry,
  load: async () => checked(await entry.load()),
}))

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
