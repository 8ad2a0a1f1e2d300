import type { RecipeDefaults } from '../recipe.js'

const defaults: RecipeDefaults = { epochs: 8, batchSize: 64, learningRate: 0.001, valSplit: 0.2 }

interface TextVariantFacts {
  describe: string
  defaults: RecipeDefaults
}

/** The variants of the recipes on texts, and what they use unless told otherwise. */
export const textVariantFacts = {
  'simple-rnn': {
    describe: 'SimpleRNN of 32 units that remembers the last 200 words as it can; dropout',
    defaults,
  },
  classic: {
    describe: 'the network of the exercise: 1000 words, SimpleRNN of 30 units',
    defaults: { ...defaults, batchSize: 32, epochs: 6 },
  },
  lstm: {
    describe: 'LSTM of 32 units over 400 words, with whole coordinates of words dropped',
    defaults: { ...defaults, epochs: 4 },
  },
  gru: { describe: 'GRU of 32 units over 250 words', defaults: { ...defaults, epochs: 6 } },
  bidirectional: {
    describe: 'LSTMs of 32 units that read 250 words from both ends',
    defaults: { ...defaults, epochs: 6 },
  },
  conv1d: { describe: 'runs of five of 250 words, 64 filters', defaults: { ...defaults, epochs: 5 } },
  bag: {
    describe: 'the mean of words and pairs of words, in no order: trains in seconds',
    defaults: { ...defaults, batchSize: 32, epochs: 6, learningRate: 0.002 },
  },
} satisfies Record<string, TextVariantFacts>

export type TextVariantName = keyof typeof textVariantFacts

/** What is known of the variants of a recipe on texts, the usual one first. */
export function textFacts(names: readonly TextVariantName[]) {
  const of = <T>(get: (facts: TextVariantFacts) => T): Record<string, T> =>
    Object.fromEntries(names.map((name) => [name, get(textVariantFacts[name])]))
  return {
    variants: of((facts) => facts.describe),
    defaults: textVariantFacts[names[0]!].defaults,
    monitor: 'accuracy',
    variantDefaults: of((facts) => facts.defaults),
    base: { of: 'texts' },
  } as const
}

/** All of them, in the order of recipes on texts of several hundred words. */
export const textVariantNames = Object.keys(textVariantFacts) as TextVariantName[]
