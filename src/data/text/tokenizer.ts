import type { tf } from '../../engine/index.js'
import { argumentError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'
import { type MatrixMode, sequencesToMatrix } from './sequences-to-matrix.js'
import { type WordSequenceOptions, wordSplitter } from './text-to-word-sequence.js'
import { TokenCounter } from './token-counter.js'

export interface TokenizerOptions extends WordSequenceOptions {
  /** Words with this index or a higher one are left out of sequences. Default: none are. */
  numWords?: number | null
  /** Whether each character is a token. Default false. */
  charLevel?: boolean
  /** What stands, with index 1, for words that are not known. Default: they are left out. */
  oovToken?: string | null
}

/**
 * Turns texts into sequences of numbers and back, as the Tokenizer of Keras did: words are numbered from 1 by falling
 * frequency.
 *
 * @param options.numWords only words with a smaller index are used. Default all
 * @param options.filters characters that count as space. Default: punctuation but the apostrophe, tab and new line
 * @param options.lower default true
 * @param options.split default a space
 * @param options.charLevel whether each character is a token. Default false
 * @param options.oovToken what stands for unknown words, with index 1. Default: they are left out
 *
 * @example
 * const tokenizer = new Tokenizer({ numWords: 100 })
 * tokenizer.fitOnTexts(['the cat sat', 'the dog'])
 * tokenizer.textsToSequences(['the dog sat']) // [[1, 4, 3]]
 * @see https://www.tensorflow.org/api_docs/python/tf/keras/preprocessing/text/Tokenizer
 */
export class Tokenizer {
  readonly numWords: number | null
  readonly charLevel: boolean
  readonly oovToken: string | null
  /** The index of each word, from 1. */
  wordIndex: ReadonlyMap<string, number> = new Map()
  readonly #counter = new TokenCounter(true)
  readonly #split: (text: string) => string[]
  readonly #lower: boolean
  #words: readonly string[] = []

  constructor(options: TokenizerOptions = {}) {
    const given = checkedOptions('Tokenizer', options)
    const { numWords = null, charLevel = false, oovToken = null, lower = true } = given
    if (numWords !== null && !(Number.isInteger(numWords) && numWords > 0))
      throw argumentError('Tokenizer', 'a positive integer', 'numWords', numWords)
    this.numWords = numWords
    this.charLevel = charLevel
    this.oovToken = oovToken
    this.#lower = lower
    this.#split = wordSplitter(given)
  }

  /** How often each word was met. */
  get wordCounts(): ReadonlyMap<string, number> {
    return this.#counter.counts
  }

  /** In how many texts each word was met. */
  get wordDocs(): ReadonlyMap<string, number> {
    return this.#counter.documentCounts
  }

  /** The number of texts that were counted. */
  get documentCount(): number {
    return this.#counter.documents
  }

  /** Counts the words of texts and numbers them anew. */
  fitOnTexts(texts: Iterable<string>): void {
    for (const text of texts) this.#counter.add(this.#tokens(text))
    const words = this.#counter.byFrequency()
    this.#words = this.oovToken === null ? words : [this.oovToken, ...words]
    this.wordIndex = new Map(this.#words.map((word, i) => [word, i + 1]))
  }

  /** The numbers of the words of each text. */
  textsToSequences(texts: readonly string[]): number[][] {
    const unknown = this.#unknown
    return texts.map((text) => {
      const indices: number[] = []
      for (const word of this.#tokens(text)) {
        const index = this.wordIndex.get(word)
        const kept = index !== undefined && this.#isKept(index) ? index : unknown
        if (kept !== undefined) indices.push(kept)
      }
      return indices
    })
  }

  /** The words of each sequence, with spaces between them. */
  sequencesToTexts(sequences: readonly ArrayLike<number>[]): string[] {
    return sequences.map((sequence) => {
      const words: string[] = []
      for (let i = 0; i < sequence.length; i++) {
        const index = sequence[i]!
        const word = this.#isKept(index) ? this.#words[index - 1] : undefined
        const shown = word ?? this.oovToken
        if (shown !== null) words.push(shown)
      }
      return words.join(' ')
    })
  }

  /** A row for each text, with a column for each word. The caller disposes the matrix. */
  textsToMatrix(texts: readonly string[], mode: MatrixMode = 'binary'): tf.Tensor2D {
    return this.sequencesToMatrix(this.textsToSequences(texts), mode)
  }

  /** A row for each sequence, with a column for each word. The caller disposes the matrix. */
  sequencesToMatrix(sequences: readonly ArrayLike<number>[], mode: MatrixMode = 'binary'): tf.Tensor2D {
    const containing = (index: number) => this.wordDocs.get(this.#words[index - 1] ?? '') ?? 0
    return sequencesToMatrix(sequences, {
      numWords: this.numWords ?? this.wordIndex.size + 1,
      mode,
      documents: { count: this.documentCount, containing },
    })
  }

  get #unknown(): number | undefined {
    return this.oovToken === null ? undefined : this.wordIndex.get(this.oovToken)
  }

  #isKept(index: number): boolean {
    return this.numWords === null || index < this.numWords
  }

  #tokens(text: string): string[] {
    if (!this.charLevel) return this.#split(text)
    return Array.from(this.#lower ? text.toLowerCase() : text)
  }
}
