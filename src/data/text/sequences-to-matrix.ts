import { argumentError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'

/** A matrix of numbers, row by row. */
export interface Matrix {
  shape: [rows: number, columns: number]
  values: Float64Array
}

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
 * @example sequencesToMatrix([[1, 1, 2]], { numWords: 3, mode: 'count' }).values // [0, 2, 1]
 */
export function sequencesToMatrix(sequences: readonly ArrayLike<number>[], options: MatrixOptions): Matrix {
  const { numWords, mode = 'binary', documents } = checkedOptions('sequencesToMatrix', options)
  if (!Number.isInteger(numWords) || numWords < 1)
    throw argumentError('sequencesToMatrix', 'a positive integer', 'numWords', numWords)
  if (mode === 'tfidf' && !documents?.count)
    throw argumentError('sequencesToMatrix', 'the counts of the documents', 'documents', documents)
  const values = new Float64Array(sequences.length * numWords)
  for (const [i, sequence] of sequences.entries()) {
    const counts = new Map<number, number>()
    for (let j = 0; j < sequence.length; j++) {
      const index = sequence[j]!
      if (index < numWords) counts.set(index, (counts.get(index) ?? 0) + 1)
    }
    for (const [index, count] of counts)
      values[i * numWords + index] = weight(mode, index, count, sequence.length, documents)
  }
  return { shape: [sequences.length, numWords], values }
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
