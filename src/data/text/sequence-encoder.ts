import { argumentError } from '../../support/errors.js'
import { GramIndex } from './gram-index.js'
import { ngrams as ngramsOf } from './ngrams.js'
import { words } from './words.js'

/** How texts become sequences, without the vocabulary. */
export interface SequenceSettings {
  /** The length of all sequences. */
  length: number
  /** The number of indices in all: padding, start and unknown count too. */
  maxTokens: number
  /** Runs of words that count as tokens too, up to that length. Default 1: none. */
  ngrams?: number
  /** Where padding goes. Default `pre`. */
  padding?: 'pre' | 'post'
  /** Where what is too long is cut off. Default `pre`. */
  truncating?: 'pre' | 'post'
  /** Whether every text begins with index 1. Default true. */
  start?: boolean
  /** Whether unknown words are left out. Default false: they are index 2. */
  skipUnknown?: boolean
}

/** All that it takes to encode, ready for JSON. */
export interface SequenceConfig extends SequenceSettings {
  /** The tokens, most frequent first. */
  vocabulary: readonly string[]
}

/** Indices of special tokens, as in Keras' imdb data. */
export const special = { pad: 0, start: 1, unknown: 2, first: 3 } as const

/**
 * Turns texts into sequences of indices of one length: 0 is padding, 1 the start of a text, 2 an unknown word, and the
 * most frequent word is 3.
 *
 * @example
 * const encoder = SequenceEncoder.learn(['a good film', 'a bad film'], { length: 4, maxTokens: 100 })
 * encoder.encode(['a good dog']) // [1, 3, 5, 2]
 */
export class SequenceEncoder {
  readonly config: SequenceConfig
  readonly #grams: GramIndex
  /** By the number of a token. */
  readonly #indices: Int32Array

  constructor(config: SequenceConfig) {
    const { length, maxTokens, vocabulary, ngrams = 1 } = config
    for (const [name, value] of Object.entries({ length, maxTokens, ngrams }))
      if (!Number.isInteger(value) || value < 1)
        throw argumentError('SequenceEncoder', 'a positive integer', name, value)
    this.config = config
    this.#grams = new GramIndex(ngrams)
    const numbers = vocabulary.map((token) => this.#grams.add(token))
    // runs may have parts that are no tokens
    this.#indices = new Int32Array(this.#grams.size).fill(special.unknown)
    for (const [i, number] of numbers.entries()) this.#indices[number] = i + special.first
  }

  /** An encoder with the most frequent tokens of texts; of equally frequent ones those that came first. */
  static learn(texts: Iterable<string>, settings: SequenceSettings): SequenceEncoder {
    const grams = new GramIndex(settings.ngrams ?? 1)
    const counts: number[] = []
    const count = (number: number) => {
      counts[number] = (counts[number] ?? 0) + 1
    }
    for (const text of texts) grams.learn(text, count)
    const room = Math.max(settings.maxTokens - special.first, 0)
    const byFrequency = [...counts.keys()].sort((a, b) => counts[b]! - counts[a]!).slice(0, room)
    return new SequenceEncoder({ ...settings, vocabulary: byFrequency.map((number) => grams.token(number)) })
  }

  /** The tokens of a text. */
  tokens(text: string): string[] {
    return tokensOf(text, this.config.ngrams)
  }

  /** The number of indices. */
  get size(): number {
    return this.config.vocabulary.length + special.first
  }

  /** Sequences of all texts, one after another. */
  encode(texts: readonly string[]): Int32Array {
    const { length } = this.config
    const all = new Int32Array(texts.length * length)
    for (const [i, text] of texts.entries()) this.#write(text, all, i * length)
    return all
  }

  #write(text: string, all: Int32Array, at: number): void {
    const { length, padding = 'pre', truncating = 'pre', skipUnknown = false, start = true } = this.config
    const indices: number[] = start ? [special.start] : []
    this.#grams.look(text, (number) => {
      const index = number < 0 ? special.unknown : this.#indices[number]!
      if (index !== special.unknown || !skipUnknown) indices.push(index)
    })
    // a text of which nothing is known is not nothing: a mean of no words would be no number
    if (indices.length === 0) indices.push(special.unknown)
    const taken = Math.min(indices.length, length)
    const from = truncating === 'pre' ? indices.length - taken : 0
    const to = at + (padding === 'pre' ? length - taken : 0)
    for (let j = 0; j < taken; j++) all[to + j] = indices[from + j]!
  }

  /** The tokens of a sequence; padding and start are left out. */
  decode(sequence: ArrayLike<number>): string[] {
    const tokens: string[] = []
    for (let i = 0; i < sequence.length; i++) {
      const index = sequence[i]!
      if (index === special.unknown) tokens.push('[UNK]')
      else if (index >= special.first) tokens.push(this.config.vocabulary[index - special.first] ?? '[UNK]')
    }
    return tokens
  }
}

function tokensOf(text: string, widths = 1): string[] {
  const tokens = words(text)
  return widths > 1 ? ngramsOf(tokens, widths) : tokens
}
