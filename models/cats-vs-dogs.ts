import { catsVsDogs } from '../datasets/index.js'
import { photoRecipe } from './photo-recipe.js'
import type { Recipe } from './recipe.js'

/**
 * Tells photos of cats and dogs apart, trained from nothing.
 *
 * The variant `default` is a small network with global averages, for few photos; `classic` that of the textbooks: two
 * convolutions of 32, a hidden layer of 96, Adam at 0.0001 for 20 epochs, on 128×128.
 *
 * Input shape: `[batch, 96, 96, 3]` or `[batch, 128, 128, 3]`, 0 to 1. Output shape: `[batch, 2]`: cat, dog.
 */
export const catsVsDogsRecipe: Recipe = photoRecipe('cats-vs-dogs', async ({ data }) => ({
  ...(await catsVsDogs.find(data)),
  labels: 'names',
  classNames: catsVsDogs.classNames,
}))
