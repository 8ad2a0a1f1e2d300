import { basename } from 'node:path'
import { embeddingMatrix } from '../../src/data/index.js'
import { special } from '../../src/data/text/sequence-encoder.js'
import { KeratinError } from '../../src/support/errors.js'
import { unknownName } from '../../src/support/names.js'
import { Adam } from '../../src/training/index.js'
import { facts } from '../facts/facts.js'
import type { TextVariantName } from '../facts/texts.js'
import type { DataRequest, Recipe, RecipeData } from '../recipe.js'
import { baseVectors } from './base-vectors.js'
import { type TextParts, textData } from './labelled-texts.js'
import type { TextPreparation } from './preparation.js'
import { type TextVariant, textNetwork, textVariants } from './variants.js'

export interface TextRecipeOptions {
  name: 'imdb' | 'text'
  loadTexts(request: DataRequest): Promise<TextParts>
}

/** A recipe that tells what a text is about: its variants differ in how they read. */
export function textRecipe({ name, loadTexts }: TextRecipeOptions): Recipe {
  const { variants } = facts[name]
  const find = (variant = Object.keys(variants)[0]!): TextVariant => {
    if (!Object.hasOwn(variants, variant))
      throw unknownName(`variant of ${name}`, variant, Object.keys(variants))
    return textVariants[variant as TextVariantName]
  }
  return {
    name,
    ...facts[name],

    async load(request) {
      const variant = find(request.variant)
      const data = textData(await loadTexts(request), variant.sequences, request)
      return request.base === undefined ? data : onBase(data, variant, { ...request, base: request.base })
    },

    build({ labels, variant, input }) {
      if (input?.kind !== 'text') {
        throw new KeratinError('ARGUMENT', `${name}: build needs the input that load made.`, {
          hint: 'Pass { labels, input } of the data.',
        })
      }
      return textNetwork(find(variant), sizeOf(input), labels.length)
    },

    compile: ({ learningRate, labels }) => ({
      // a gradient through hundreds of steps may be huge once in a while
      optimizer: new Adam({ learningRate, clipnorm: 1 }),
      loss: labels.length === 2 ? 'binary_crossentropy' : 'sparse_categorical_crossentropy',
      metrics: ['accuracy'],
    }),
  }
}

const sizeOf = ({ encoder }: TextPreparation) => ({
  tokens: encoder.vocabulary.length + special.first,
  length: encoder.length,
})

/** The data with a network that begins with the vectors of words of a base: frozen, unless they may be trained too. */
async function onBase(
  data: RecipeData,
  variant: TextVariant,
  { base, unfreeze = 0 }: DataRequest & { base: string },
): Promise<RecipeData> {
  const input = data.input as TextPreparation
  try {
    const { vocabulary } = input.encoder
    const vectors = await baseVectors(base, vocabulary)
    const rows = vocabulary.map((word, i): [string, number] => [word, i + special.first])
    const size = sizeOf(input)
    const matrix = embeddingMatrix(vectors, new Map(rows), { rows: size.tokens })
    const trainable = unfreeze > 0
    const model = textNetwork(variant, size, data.labels.length, { matrix, trainable })
    matrix.dispose()
    const known = vocabulary.filter((word) => vectors.vectors.has(word)).length
    const counts = `vectors of ${known} of ${vocabulary.length} words, ${vectors.dimension} numbers each`
    return {
      ...data,
      model,
      notes: { base: `${basename(base)}: ${counts}, ${trainable ? 'trained too' : 'frozen'}` },
    }
  } catch (error) {
    data.dispose()
    throw error
  }
}
