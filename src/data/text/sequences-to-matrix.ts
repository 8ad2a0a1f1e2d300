import { tf } from '../../engine/index.js'
import { argumentError } from '../../support/errors.js'
import { checkedOptions, checkOptionNames } from '../../support/options.js'

/** What a column of a matrix tells about its number: that it is there, how often, its share, or its weight. */
export type MatrixMode = 'binary' | 'count' | 'freq' | 'tfidf'

export interface MatrixOptions {
  /** The number of columns; larger numbers are left out. */
  numWords: number
  /** Default `binary`. */
  mode?: MatrixMode
  /** The number of documents and in how many of them a number is, for `tfidf`. */
  documents?: { count: number; containing: (index: number) => number }
}

/**
 * Sequences of numbers as rows of a matrix with a column for each number (multi-hot and its kin), as Keras' Tokenizer
 * makes it.
 *
 * @param sequences lists of numbers
 * @param options.numWords the number of columns; larger numbers are left out
 * @param options.mode `binary`, `count`, `freq` or `tfidf`. Default `binary`
 *
 * Output shape: float32 `[sequences, numWords]`. The caller disposes it.
 *
 * @throws KeratinError ARGUMENT
 * @example sequencesToMatrix([[1, 1, 2]], { numWords: 3, mode: 'count' }) // [[0, 2, 1]]
 * @see https://keras.io/api/layers/preprocessing_layers/categorical/category_encoding/
 */
export function sequencesToMatrix(
  sequences: readonly ArrayLike<number>[],
  options: MatrixOptions,
): tf.Tensor2D {
  const { numWords, mode = 'binary', documents } = checkedOptions('sequencesToMatrix', options)
  if (!Number.isInteger(numWords) || numWords < 1)
    throw argumentError('sequencesToMatrix', 'a positive integer', 'numWords', numWords)
  if (documents) checkOptionNames('documents of sequencesToMatrix', documents, ['count', 'containing'])
  if (mode === 'tfidf' && !documents?.count)
    throw argumentError('sequencesToMatrix', 'the counts of the documents', 'documents', documents)
  const values = new Float32Array(sequences.length * numWords)
  for (const [i, sequence] of sequences.entries()) {
    const counts = new Map<number, number>()
    for (let j = 0; j < sequence.length; j++) {
      const index = sequence[j]!
      if (index < numWords) counts.set(index, (counts.get(index) ?? 0) + 1)
    }
    for (const [index, count] of counts)
      values[i * numWords + index] = weight(mode, index, count, sequence.length, documents)
  }
  return tf.tensor2d(values, [sequences.length, numWords])
}

function weight(
  mode: MatrixMode,
  index: number,
  count: number,
  length: number,
  documents: MatrixOptions['documents'],
): number {
  switch (mode) {
    case 'binary':
      return 1
    case 'count':
      return count
    case 'freq':
      return count / length
    case 'tfidf': {
      const containing = documents!.containing(index)
      return (1 + Math.log(count)) * Math.log(1 + documents!.count / (1 + containing))
    }
    default:
      throw argumentError('sequencesToMatrix', '"binary", "count", "freq" or "tfidf"', 'mode', mode)
  }
}
