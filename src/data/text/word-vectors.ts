import { KeratinError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'
import { readBinaryVectors } from './binary-vectors.js'
import { readLines } from './lines.js'

export interface LoadVectorsOptions {
  /** Only these words are kept. Default all. */
  words?: Iterable<string>
  /** At most so many lines are read: files have the most frequent words first. Default all. */
  limit?: number
}

/** Vectors of words that were trained before. */
export interface WordVectors {
  /** The length of each. */
  dimension: number
  vectors: ReadonlyMap<string, Float32Array>
}

/**
 * Reads vectors of words in the text format of GloVe or of word2vec and fastText (which begins with a line of two
 * numbers), or from a `.bin` file in the binary format of word2vec; plain or as `.gz`.
 *
 * @param path the file: a word and its numbers on each line, with spaces between them
 * @param options.words only these words are kept. Default all
 * @param options.limit at most so many lines are read. Default all
 *
 * @throws KeratinError `FILE_NOT_FOUND`; `FILE_UNREADABLE` with the line that is not as it should be
 * @example const glove = await loadWordVectors('glove.6B.100d.txt', { words: vocabulary })
 * @see https://nlp.stanford.edu/projects/glove/
 */
export async function loadWordVectors(path: string, options: LoadVectorsOptions = {}): Promise<WordVectors> {
  const { words, limit = Number.POSITIVE_INFINITY } = checkedOptions('loadWordVectors', options)
  const wanted = words && new Set(words)
  if (/\.bin(\.gz)?$/i.test(path)) return ofBinary(path, wanted, limit)
  const vectors = new Map<string, Float32Array>()
  let dimension = 0
  let line = 0
  let read = 0
  /** @returns whether lines are wanted after this one */
  const take = (text: string): boolean => {
    line++
    const parts = text.trimEnd().split(' ')
    if (line === 1 && parts.length === 2 && parts.every((p) => /^\d+$/.test(p))) {
      dimension = Number(parts[1])
      return true
    }
    if (parts.length === 1 && parts[0] === '') return true
    if (read++ >= limit) return false
    dimension ||= parts.length - 1
    if (parts.length <= dimension || dimension === 0)
      throw unreadable(path, line, `${dimension} numbers`, `${parts.length - 1}`)
    // some words of large files have spaces in them
    const length = parts.length - dimension
    const word = length === 1 ? parts[0]! : parts.slice(0, length).join(' ')
    if (vectors.has(word) || (wanted && !wanted.has(word))) return true
    const vector = Float32Array.from(parts.slice(-dimension), Number)
    if (vector.some(Number.isNaN))
      throw unreadable(path, line, 'numbers after the word', JSON.stringify(text.slice(0, 60)))
    vectors.set(word, vector)
    return true
  }
  for await (const lines of readLines(path)) if (!lines.every(take)) break
  if (dimension === 0) throw unreadable(path, 1, 'a word and its numbers', 'nothing')
  return { dimension, vectors }
}

const unreadable = (path: string, line: number, expected: string, received: string): KeratinError =>
  new KeratinError(
    'FILE_UNREADABLE',
    `${path}, line ${line}, is no vector of a word. Expected: ${expected}. Received: ${received}.`,
    { hint: 'Give a text file of GloVe, word2vec or fastText; binary ones must be converted.' },
  )

async function ofBinary(
  path: string,
  wanted: ReadonlySet<string> | undefined,
  limit: number,
): Promise<WordVectors> {
  const vectors = new Map<string, Float32Array>()
  let dimension = 0
  let read = 0
  for await (const [word, vector] of readBinaryVectors(path)) {
    if (read++ >= limit) break
    dimension = vector.length
    if ((!wanted || wanted.has(word)) && !vectors.has(word)) vectors.set(word, vector)
  }
  return { dimension, vectors }
}
