import { compareCodePoints } from './compare.js'

type Token = string | number

/** Counts tokens, and in how many documents each of them is. */
export class TokenCounter<T extends Token = string> {
  readonly counts = new Map<T, number>()
  readonly documentCounts = new Map<T, number>()
  documents = 0

  /** @param countDocuments whether `documentCounts` are wanted. Default false */
  constructor(readonly countDocuments = false) {}

  /** Counts the tokens of one document. */
  add(tokens: Iterable<T>): void {
    this.documents++
    const { counts } = this
    for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1)
    if (!this.countDocuments) return
    for (const token of new Set(tokens))
      this.documentCounts.set(token, (this.documentCounts.get(token) ?? 0) + 1)
  }

  /** The tokens, most frequent first; among equals in the order in which they came, as Keras' Tokenizer has them. */
  byFrequency(): T[] {
    return [...this.counts].sort((a, b) => b[1] - a[1]).map(([token]) => token)
  }

  /** The tokens, most frequent first; among equals from the last to the first of the alphabet, as Keras' layers do. */
  byFrequencyAndName(): T[] {
    return [...this.counts].sort((a, b) => b[1] - a[1] || compare(b[0], a[0])).map(([token]) => token)
  }
}

const compare = (a: Token, b: Token): number =>
  typeof a === 'number' || typeof b === 'number' ? Number(a) - Number(b) : compareCodePoints(a, b)
