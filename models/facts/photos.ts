import type { RecipeDefaults } from '../recipe.js'

/** Height and width of photos for each variant of the recipes on photos. */
export const photoSizes = { default: 96, classic: 128, transfer: 224 } as const

export type PhotoVariant = keyof typeof photoSizes

export const photoVariants = {
  default: 'five convolutions with normalization on photos changed at random, 96x96',
  classic: 'the network of the textbooks: two convolutions and a hidden layer, 128x128',
  transfer: 'a new head on a network that knows photos already, which --base names: for few photos',
} satisfies Record<PhotoVariant, string>

export const photoDefaults: RecipeDefaults = {
  epochs: 60,
  batchSize: 32,
  learningRate: 0.001,
  valSplit: 0.15,
}

/** What other variants than the usual one do differently. */
export const photoVariantDefaults = {
  classic: { epochs: 20, batchSize: 32, learningRate: 0.0001 },
  transfer: { epochs: 20, batchSize: 32, learningRate: 0.001 },
} satisfies Partial<Record<PhotoVariant, Partial<RecipeDefaults>>>
