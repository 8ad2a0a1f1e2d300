import type { SequenceSettings } from '../../src/data/text/index.js'
import type { tf } from '../../src/engine/index.js'
import {
  Bidirectional,
  Conv1D,
  Dense,
  Dropout,
  Embedding,
  GlobalAveragePooling1D,
  GlobalMaxPooling1D,
  GRU,
  Input,
  type Layer,
  LSTM,
  SimpleRNN,
  SpatialDropout1D,
} from '../../src/layers/index.js'
import { Sequential } from '../../src/model/index.js'
import type { TextVariantName } from '../facts/texts.js'

/** The size of the sequences that a network reads. */
interface TextSize {
  /** The number of indices. */
  tokens: number
  length: number
}

/** A way to read texts: how they become sequences, and the network that reads these. */
export interface TextVariant {
  sequences: SequenceSettings
  /** The layers between the sequence and the classes. */
  layers(words: TextWords): Layer[]
}

/** How a network begins. */
interface TextWords {
  /** The words as vectors of so many numbers, unless they are known already. */
  embed(dimension: number, options?: { maskZero?: boolean }): Layer
}

/** Vectors that words begin with. */
export interface KnownWords {
  /** `[tokens, dimension]` */
  matrix: tf.Tensor2D
  trainable: boolean
}

const sequences: SequenceSettings = { length: 250, maxTokens: 10000 }

/** Ways to read texts, by name. */
export const textVariants: Record<TextVariantName, TextVariant> = {
  'simple-rnn': {
    sequences: { ...sequences, length: 200 },
    layers: ({ embed }) => [embed(32), Dropout(0.5), SimpleRNN(32, { dropout: 0.2 })],
  },
  classic: {
    sequences: { length: 200, maxTokens: 1000 },
    layers: ({ embed }) => [embed(64), SimpleRNN(30), Dense(16, { activation: 'relu' })],
  },
  lstm: {
    sequences: { length: 400, maxTokens: 20000 },
    layers: ({ embed }) => [embed(32), SpatialDropout1D(0.4), LSTM(32, { dropout: 0.2 })],
  },
  gru: {
    sequences,
    layers: ({ embed }) => [embed(32), Dropout(0.4), GRU(32)],
  },
  bidirectional: {
    sequences,
    layers: ({ embed }) => [embed(32), Dropout(0.4), Bidirectional(LSTM(32))],
  },
  conv1d: {
    sequences,
    layers: ({ embed }) => [
      embed(32),
      Dropout(0.3),
      Conv1D(64, 5, { activation: 'relu' }),
      GlobalMaxPooling1D(),
      Dropout(0.3),
    ],
  },
  bag: {
    sequences: { length: 800, maxTokens: 50000, ngrams: 2, start: false, skipUnknown: true },
    layers: ({ embed }) => [embed(16, { maskZero: true }), Dropout(0.5), GlobalAveragePooling1D()],
  },
}

/**
 * The network of a variant with one output for two classes, or one for each of more.
 *
 * @param known vectors of the words to begin with. Default: drawn, and learnt with the rest
 */
export function textNetwork(
  variant: TextVariant,
  { tokens, length }: TextSize,
  classes: number,
  known?: KnownWords,
): Sequential {
  const output =
    classes === 2 ? Dense(1, { activation: 'sigmoid' }) : Dense(classes, { activation: 'softmax' })
  const embed: TextWords['embed'] = (dimension, options = {}) =>
    known
      ? Embedding(tokens, known.matrix.shape[1], {
          ...options,
          weights: [known.matrix],
          trainable: known.trainable,
        })
      : Embedding(tokens, dimension, options)
  return new Sequential([Input({ shape: [length], dtype: 'int32' }), ...variant.layers({ embed }), output])
}
