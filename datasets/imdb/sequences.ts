import { Tokenizer, textToWordSequence } from '../../src/data/index.js'
import { tf } from '../../src/engine/index.js'
import { argumentError, KeratinError } from '../../src/support/errors.js'
import type { LabelledTexts } from './reviews.js'

/** How words become numbers, as `keras.datasets.imdb.load_data` takes it. */
export interface SequenceOptions {
  /** Only numbers below this one are kept; the others count as unknown. Default all. */
  numWords?: number
  /** Numbers below this one, those of the most frequent words, count as unknown. Default 0. */
  skipTop?: number
  /** Only reviews that are shorter are kept. Default all. */
  maxLen?: number
  /** What every review begins with; null for nothing. Default 1. */
  startChar?: number | null
  /** What stands for unknown words; null leaves them out. Default 2. */
  oovChar?: number | null
  /** What the numbers of words are raised by. Default 3: the most frequent word is 4. */
  indexFrom?: number
}

/** Sequences of word numbers with the class of each. */
export interface LabelledSequences {
  x: Int32Array[]
  /** int32 `[n]`. The caller disposes it. */
  y: tf.Tensor1D
}

/** The words by falling frequency in texts, numbered from 1. */
export function makeWordIndex(texts: Iterable<string>): ReadonlyMap<string, number> {
  const tokenizer = new Tokenizer()
  tokenizer.fitOnTexts(texts)
  return tokenizer.wordIndex
}

/** The numbers of the words of texts; words that have none are passed over, as in Keras' data. */
export const numberTexts = (texts: readonly string[], index: ReadonlyMap<string, number>): number[][] =>
  texts.map((text) => {
    const numbers: number[] = []
    for (const word of textToWordSequence(text)) {
      const number = index.get(word)
      if (number !== undefined) numbers.push(number)
    }
    return numbers
  })

/** Texts again of numbers: words with spaces between them. */
export function textsOf(
  sequences: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  index: ReadonlyMap<string, number>,
): LabelledTexts {
  const words: string[] = []
  for (const [word, number] of index) words[number] = word
  const texts = sequences.map((s) => Array.from(s, (n) => words[n] ?? '').join(' '))
  return { texts, labels: Int32Array.from(labels) }
}

/** Applies the options to sequences that count words from 1. */
export function applyOptions(
  sequences: readonly ArrayLike<number>[],
  labels: ArrayLike<number>,
  options: SequenceOptions,
): LabelledSequences {
  const {
    numWords = Number.POSITIVE_INFINITY,
    skipTop = 0,
    maxLen,
    startChar = 1,
    oovChar = 2,
    indexFrom = 3,
  } = options
  for (const [name, value] of Object.entries({ numWords: options.numWords, skipTop, maxLen, indexFrom }))
    if (value !== undefined && !(Number.isInteger(value) && value >= 0))
      throw argumentError('imdb.load', 'an integer that is not negative', name, value)
  const x: Int32Array[] = []
  const y: number[] = []
  for (const [i, sequence] of sequences.entries()) {
    const all = startChar === null ? [] : [startChar]
    for (let j = 0; j < sequence.length; j++) all.push(sequence[j]! + indexFrom)
    if (maxLen && all.length >= maxLen) continue
    const isKept = (n: number) => n >= skipTop && n < numWords
    x.push(Int32Array.from(oovChar === null ? all.filter(isKept) : all.map((n) => (isKept(n) ? n : oovChar))))
    y.push(labels[i]!)
  }
  if (x.length === 0)
    throw new KeratinError('DATA', `imdb: no review is shorter than maxLen=${maxLen}.`, {
      hint: 'Raise maxLen.',
    })
  return { x, y: tf.tensor1d(y, 'int32') }
}
