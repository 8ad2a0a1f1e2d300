import { KeratinError, show } from '../../support/errors.js'

export interface IndexTableOptions<T> {
  /** The token that stands for nothing; null for none. */
  maskToken: T | null
  /** Whether the mask token has index 0; else it has none. */
  maskHasIndex: boolean
  /** The token that stands for those that are not known. */
  oovToken: T | null
  /** How many indices there are for tokens that are not known. */
  numOovIndices: number
  /** The number of a bucket for an unknown token, where there are several. */
  bucketOf: (token: T, buckets: number) => number
  /** Whose table it is, for messages. */
  name: string
}

/** What stands for the index of a mask token that has none. */
export const masked = -1

/** Numbers tokens as the lookup layers of Keras do: mask token, unknown ones, then the vocabulary. */
export class IndexTable<T extends string | number> {
  readonly #indices = new Map<T, number>()
  #tokens: readonly T[] = []

  constructor(readonly options: IndexTableOptions<T>) {}

  /** The index of the first token of the vocabulary. */
  get start(): number {
    return this.#oovStart + this.options.numOovIndices
  }

  get #oovStart(): number {
    return this.options.maskToken !== null && this.options.maskHasIndex ? 1 : 0
  }

  /** The number of indices, special ones included. */
  get size(): number {
    return this.start + this.#tokens.length
  }

  get isEmpty(): boolean {
    return this.#tokens.length === 0
  }

  /** The tokens without special ones. */
  get tokens(): readonly T[] {
    return this.#tokens
  }

  /** The special tokens, by index. */
  get specialTokens(): (T | null)[] {
    const { maskToken, oovToken, numOovIndices } = this.options
    const mask = Array<T | null>(this.#oovStart).fill(maskToken)
    return [...mask, ...Array<T | null>(numOovIndices).fill(oovToken)]
  }

  /**
   * Takes a vocabulary, which may begin with the special tokens.
   *
   * @returns whether it did
   * @throws KeratinError `ARGUMENT` if it is empty, holds a token twice or the mask token where it must not be
   */
  set(vocabulary: readonly T[]): boolean {
    const special = this.specialTokens
    const hasSpecial = vocabulary.length >= special.length && special.every((t, i) => t === vocabulary[i])
    const tokens = hasSpecial ? vocabulary.slice(special.length) : vocabulary
    if (vocabulary.length === 0) throw this.#refuse('a vocabulary cannot be empty')
    const indices = new Map<T, number>()
    for (const [i, token] of tokens.entries()) {
      if (indices.has(token)) throw this.#refuse(`the vocabulary holds ${show(token)} twice`)
      if (token === this.options.maskToken)
        throw this.#refuse(`the mask token ${show(token)} may stand only at the start of the vocabulary`)
      indices.set(token, this.start + i)
    }
    this.#tokens = tokens
    this.#indices.clear()
    for (const [token, index] of indices) this.#indices.set(token, index)
    return hasSpecial && special.length > 0
  }

  /**
   * The index of a token; `masked` for a mask token that has none.
   *
   * @throws KeratinError `ARGUMENT` for an unknown token where there is no index for those
   */
  indexOf(token: T): number {
    const { maskToken, numOovIndices, bucketOf, oovToken } = this.options
    if (token === maskToken) return this.options.maskHasIndex ? 0 : masked
    const index = this.#indices.get(token)
    if (index !== undefined) return index
    if (numOovIndices === 1) return this.#oovStart
    if (numOovIndices > 1) return this.#oovStart + bucketOf(token, numOovIndices)
    const message = `${this.options.name}: ${show(token)} is not in the vocabulary.`
    throw new KeratinError('ARGUMENT', message, {
      hint: `Set numOovIndices to 1, so that it counts as ${show(oovToken)}.`,
    })
  }

  /** The token with that index; the one for unknown tokens where there is none. */
  tokenAt(index: number): T | null {
    const { maskToken, oovToken } = this.options
    if (index === 0 && this.#oovStart === 1) return maskToken
    return this.#tokens[index - this.start] ?? oovToken
  }

  #refuse(what: string): KeratinError {
    return new KeratinError('ARGUMENT', `${this.options.name}: ${what}.`)
  }
}
