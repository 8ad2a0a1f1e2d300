import { KeratinError } from '../../src/support/errors.js'
import { unknownName } from '../../src/support/names.js'
import { Adam } from '../../src/training/index.js'
import type { DataRequest, Recipe } from '../recipe.js'
import { type TextParts, textData } from './labelled-texts.js'
import { type TextVariant, textNetwork } from './variants.js'

export interface TextRecipeOptions {
  name: string
  describe: string
  /** The usual one first. */
  variants: Readonly<Record<string, TextVariant>>
  loadTexts(request: DataRequest): Promise<TextParts>
}

/** A recipe that tells what a text is about: its variants differ in how they read. */
export function textRecipe({ name, describe, variants, loadTexts }: TextRecipeOptions): Recipe {
  const [first] = Object.keys(variants)
  const find = (variant = first!): TextVariant => {
    const found = variants[variant]
    if (!found) throw unknownName(`variant of ${name}`, variant, Object.keys(variants))
    return found
  }
  return {
    name,
    describe,
    variants: Object.fromEntries(Object.entries(variants).map(([key, v]) => [key, v.describe])),
    defaults: find().defaults,
    variantDefaults: Object.fromEntries(Object.entries(variants).map(([key, v]) => [key, v.defaults])),
    monitor: 'accuracy',

    load: async (request) =>
      textData(await loadTexts(request), find(request.variant).sequences, request.input),

    build({ labels, variant, input }) {
      if (input?.kind !== 'text') {
        throw new KeratinError('ARGUMENT', `${name}: build needs the input that load made.`, {
          hint: 'Pass { labels, input } of the data.',
        })
      }
      const size = { tokens: input.encoder.vocabulary.length + 3, length: input.encoder.length }
      return textNetwork(find(variant), size, labels.length)
    },

    compile: ({ learningRate, labels }) => ({
      // a gradient through hundreds of steps may be huge once in a while
      optimizer: new Adam({ learningRate, clipnorm: 1 }),
      loss: labels.length === 2 ? 'binary_crossentropy' : 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    }),
  }
}
