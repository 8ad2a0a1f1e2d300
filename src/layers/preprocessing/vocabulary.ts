import { IndexTable, masked, TokenCounter } from '../../data/text/index.js'
import { KeratinError } from '../../support/errors.js'
import type { AssetReader } from './assets.js'
import type { LookupOutput } from './lookup-options.js'

type Token = string | number

export interface VocabularyOptions<T extends Token> {
  name: string
  maxTokens: number | null
  numOovIndices: number
  maskToken: T | null
  oovToken: T | null
  outputMode: LookupOutput
  padToMaxTokens: boolean
  bucketOf: (token: T, buckets: number) => number
  /** The size that a file tells before the vocabulary is read. */
  announcedSize?: number | null
}

/** The tokens of a lookup layer with their weights: learns them, and turns tokens into indices or rows. */
export class Vocabulary<T extends Token> {
  readonly #table: IndexTable<T>
  /** The weight of each index, padded to the width of the rows; for `tf_idf` only. */
  idfWeights: Float32Array | undefined

  constructor(readonly options: VocabularyOptions<T>) {
    const { name, maskToken, oovToken, numOovIndices, bucketOf, outputMode } = options
    const maskHasIndex = outputMode === 'int'
    this.#table = new IndexTable({ name, maskToken, maskHasIndex, oovToken, numOovIndices, bucketOf })
  }

  get size(): number {
    return (this.isEmpty && this.options.announcedSize) || this.#table.size
  }

  /** The number of columns of a row. */
  get depth(): number {
    const { padToMaxTokens, maxTokens } = this.options
    return padToMaxTokens ? maxTokens! : this.size
  }

  get isEmpty(): boolean {
    return this.#table.isEmpty
  }

  tokens(includeSpecial = true): (T | null)[] {
    const special = includeSpecial ? this.#table.specialTokens : []
    return [...special, ...this.#table.tokens]
  }

  /** @throws KeratinError `ARGUMENT` if it is larger than `maxTokens`, or weights do not fit */
  set(vocabulary: readonly T[], idfWeights?: ArrayLike<number> | null): void {
    const { name, maxTokens, outputMode } = this.options
    const hadSpecial = this.#table.set(vocabulary)
    if (maxTokens !== null && this.size > maxTokens) {
      const message = `${name}: the vocabulary has ${this.size} tokens. Expected: at most ${maxTokens}, which is maxTokens.`
      throw new KeratinError('ARGUMENT', message)
    }
    if (outputMode !== 'tf_idf') return
    if (!idfWeights || idfWeights.length !== vocabulary.length) {
      const received = `Received: ${idfWeights?.length ?? 'no'} weights for ${vocabulary.length} tokens.`
      throw new KeratinError('ARGUMENT', `${name}: each token needs a weight for "tf_idf". ${received}`)
    }
    const weights = Array.from(idfWeights)
    this.idfWeights = this.#padded(hadSpecial ? weights : this.#withMean(weights))
  }

  /** The weights as they are saved. */
  get savedValues(): Record<string, Float32Array> {
    return this.idfWeights ? { idf_weights: this.idfWeights } : {}
  }

  /** Takes what was saved. */
  load(tokens: readonly T[], assets: AssetReader): void {
    const { outputMode, padToMaxTokens, maxTokens } = this.options
    const width = padToMaxTokens ? maxTokens! : tokens.length
    const weights = outputMode === 'tf_idf' ? assets.values('idf_weights', width) : undefined
    this.set(tokens, weights?.subarray(0, tokens.length))
  }

  /** Learns the tokens of documents, most frequent first. */
  adapt(counter: TokenCounter<T>): void {
    const { maskToken, oovToken, maxTokens, outputMode } = this.options
    const ranked = counter.byFrequencyAndName().filter((t) => t !== maskToken && t !== oovToken)
    if (ranked.length === 0) return
    const room = maxTokens === null ? ranked.length : maxTokens - this.#table.start
    const tokens = ranked.slice(0, Math.max(room, 0))
    this.#table.set(tokens)
    if (outputMode !== 'tf_idf') return
    const idf = (t: T) => Math.log(1 + counter.documents / (1 + (counter.documentCounts.get(t) ?? 0)))
    this.idfWeights = this.#padded(this.#withMean(tokens.map(idf)))
  }

  newCounter(): TokenCounter<T> {
    return new TokenCounter(this.options.outputMode === 'tf_idf')
  }

  /** Special tokens weigh as much as the others on average. */
  #withMean(weights: readonly number[]): number[] {
    const mean = weights.reduce((a, b) => a + b, 0) / weights.length
    return [...Array<number>(this.#table.start).fill(mean), ...weights]
  }

  #padded(weights: readonly number[]): Float32Array {
    const all = new Float32Array(this.depth)
    all.set(weights)
    return all
  }

  indexOf(token: T): number {
    this.#checkReady()
    return this.#table.indexOf(token)
  }

  tokenAt(index: number): T | null {
    this.#checkReady()
    return this.#table.tokenAt(index)
  }

  /** Writes the row of a sample's tokens into `row`, which is zero. */
  fillRow(tokens: Iterable<T>, row: Float32Array): void {
    this.#checkReady()
    const { outputMode } = this.options
    for (const token of tokens) {
      const index = this.#table.indexOf(token)
      if (index === masked) continue
      row[index] = outputMode === 'multi_hot' || outputMode === 'one_hot' ? 1 : row[index]! + 1
    }
    const { idfWeights } = this
    if (outputMode === 'tf_idf') for (let i = 0; i < row.length; i++) row[i]! *= idfWeights![i]!
  }

  #checkReady(): void {
    if (!this.#table.isEmpty) return
    throw new KeratinError('NOT_BUILT', `${this.options.name} has no vocabulary yet.`, {
      hint: 'Call adapt on texts, or give it a vocabulary.',
    })
  }
}
