import { tf } from '../../engine/index.js'
import { argumentError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'
import { RandomStream, randomStream } from '../../support/random.js'
import type { WordVectors } from './word-vectors.js'

export interface EmbeddingMatrixOptions {
  /** The number of rows. Default: one for each word of the vocabulary. */
  rows?: number
  /** Rows of words without a vector are drawn evenly from -scale to scale. Default 0.05; 0 leaves them zero. */
  scale?: number
  /** Seed of what is drawn. Default: of `setRandomSeed`. */
  seed?: number
}

/**
 * The weights of an Embedding that knows words already: the row of each word of a vocabulary is its vector.
 *
 * @param vectors from `loadWordVectors`
 * @param vocabulary the word of each row (holes and empty words stay zero), or a map from words to rows
 * @param options.rows default: up to the last row of the vocabulary
 * @param options.scale words without a vector are drawn evenly from -scale to scale. Default 0.05
 *
 * Output shape: `[rows, dimension]`. The caller disposes it.
 *
 * @throws KeratinError `ARGUMENT` for a row outside of the matrix
 * @example
 * const matrix = embeddingMatrix(glove, vectorize.getVocabulary())
 * const layer = Embedding(matrix.shape[0], matrix.shape[1], { weights: [matrix], trainable: false })
 * @see https://keras.io/examples/nlp/pretrained_word_embeddings/
 */
export function embeddingMatrix(
  { vectors, dimension }: WordVectors,
  vocabulary: readonly (string | null | undefined)[] | ReadonlyMap<string, number>,
  options: EmbeddingMatrixOptions = {},
): tf.Tensor2D {
  const { rows: count, scale = 0.05, seed } = checkedOptions('embeddingMatrix', options)
  const entries: [word: string | null | undefined, row: number][] =
    vocabulary instanceof Map ? [...vocabulary] : (vocabulary as readonly string[]).map((w, i) => [w, i])
  const rows = count ?? entries.reduce((n, [, row]) => Math.max(n, row + 1), 0)
  const random = seed === undefined ? randomStream('weights') : new RandomStream(seed)
  const values = new Float32Array(rows * dimension)
  for (const [word, row] of entries) {
    if (!word) continue
    if (!Number.isInteger(row) || row < 0 || row >= rows)
      throw argumentError('embeddingMatrix', `a row from 0 to ${rows - 1} for "${word}"`, 'vocabulary', row)
    const vector = vectors.get(word)
    if (vector) values.set(vector, row * dimension)
    else if (scale > 0)
      for (let j = 0; j < dimension; j++) values[row * dimension + j] = (random.next() * 2 - 1) * scale
  }
  return tf.tensor2d(values, [rows, dimension])
}
