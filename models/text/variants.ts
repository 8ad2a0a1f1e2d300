import type { SequenceSettings } from '../../src/data/text/index.js'
import {
  AveragePooling1D,
  Conv1D,
  Dense,
  Dropout,
  Embedding,
  Flatten,
  Input,
  type Layer,
  MaxPooling1D,
  SimpleRNN,
} from '../../src/layers/index.js'
import { Sequential } from '../../src/model/index.js'
import type { RecipeDefaults } from '../recipe.js'

/** The size of the sequences that a network reads. */
interface TextSize {
  /** The number of indices. */
  tokens: number
  length: number
}

/** A way to read texts: how they become sequences, and the network that reads these. */
export interface TextVariant {
  describe: string
  sequences: SequenceSettings
  defaults: RecipeDefaults
  /** The layers between the sequence and the classes. */
  layers(size: TextSize): Layer[]
}

type VariantName = 'simple-rnn' | 'classic' | 'conv1d' | 'bag'

const defaults: RecipeDefaults = { epochs: 8, batchSize: 64, learningRate: 0.001, valSplit: 0.2 }

/** Ways to read texts, by name. */
export const textVariants: Record<VariantName, TextVariant> = {
  'simple-rnn': {
    describe: 'SimpleRNN 32 over words of 32 numbers, with dropout',
    sequences: { length: 200, maxTokens: 10000 },
    defaults,
    layers: ({ tokens }) => [Embedding(tokens, 32), Dropout(0.5), SimpleRNN(32, { dropout: 0.2 })],
  },
  classic: {
    describe: 'the network of the exercise: 1000 words, SimpleRNN 30',
    sequences: { length: 200, maxTokens: 1000 },
    defaults: { ...defaults, batchSize: 32, epochs: 6 },
    layers: ({ tokens }) => [Embedding(tokens, 64), SimpleRNN(30), Dense(16, { activation: 'relu' })],
  },
  conv1d: {
    describe: 'runs of five words, 64 filters',
    sequences: { length: 400, maxTokens: 20000 },
    defaults: { ...defaults, epochs: 4 },
    layers: ({ tokens, length }) => [
      Embedding(tokens, 32),
      Dropout(0.3),
      Conv1D(64, 5, { activation: 'relu' }),
      MaxPooling1D({ poolSize: length - 4 }),
      Flatten(),
      Dropout(0.3),
    ],
  },
  bag: {
    describe: 'the mean of words and pairs of words, in no order: trains in seconds',
    sequences: { length: 800, maxTokens: 40000, ngrams: 2, skipUnknown: true },
    defaults: { ...defaults, epochs: 8, batchSize: 32, learningRate: 0.002 },
    layers: ({ tokens, length }) => [
      Embedding(tokens, 16),
      Dropout(0.3),
      AveragePooling1D({ poolSize: length }),
      Flatten(),
    ],
  },
}

/** The network of a variant with one output for two classes, or one for each of more. */
export function textNetwork(variant: TextVariant, size: TextSize, classes: number): Sequential {
  const output =
    classes === 2 ? Dense(1, { activation: 'sigmoid' }) : Dense(classes, { activation: 'softmax' })
  return new Sequential([Input({ shape: [size.length], dtype: 'int32' }), ...variant.layers(size), output])
}
