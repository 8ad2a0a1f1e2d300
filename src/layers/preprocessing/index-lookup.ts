import type { TokenCounter } from '../../data/text/index.js'
import { tf } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import { type AssetReader, type LayerAssets, linesOfTokens } from './assets.js'
import { checkLookupOptions, type LookupOptions, type LookupOutput, outputModeOf } from './lookup-options.js'
import { Vocabulary } from './vocabulary.js'

/** Tokens to learn from: of one dimension, each a document; of two, rows of tokens. */
export type TokenData<T> = readonly T[] | readonly (readonly T[])[] | tf.Tensor

/** The base of StringLookup and IntegerLookup. */
export abstract class IndexLookup<T extends string | number> extends Layer {
  readonly invert: boolean
  readonly outputMode: LookupOutput
  readonly #options: LookupOptions<T>
  readonly #vocabulary: Vocabulary<T>
  readonly #isStatic: boolean

  protected constructor(options: LookupOptions<T>, defaultOov: T) {
    super(options)
    checkLookupOptions(this.className, options)
    this.#options = { ...options, oovToken: options.oovToken === undefined ? defaultOov : options.oovToken }
    this.invert = options.invert ?? false
    this.outputMode = outputModeOf(this.className, options.outputMode ?? 'int')
    this.#vocabulary = new Vocabulary({
      name: `${this.className} "${this.name}"`,
      maxTokens: options.maxTokens ?? null,
      numOovIndices: options.numOovIndices ?? 1,
      maskToken: options.maskToken ?? null,
      oovToken: this.#options.oovToken ?? null,
      outputMode: this.outputMode,
      padToMaxTokens: options.padToMaxTokens ?? false,
      bucketOf: (token, buckets) => this.bucketOf(token, buckets),
      announcedSize: options.vocabularySize ?? null,
    })
    this.#isStatic = Array.isArray(options.vocabulary)
    if (options.vocabulary) this.#vocabulary.set(options.vocabulary, options.idfWeights)
  }

  /** Which of several indices an unknown token gets. */
  protected abstract bucketOf(token: T, buckets: number): number

  protected abstract readonly tokenDtype: 'string' | 'int32'

  /** A token from a line of a file. */
  protected abstract parseToken(line: string): T

  /** The tokens by index. */
  getVocabulary(includeSpecialTokens = true): (T | null)[] {
    return this.#vocabulary.tokens(includeSpecialTokens)
  }

  vocabularySize(): number {
    return this.#vocabulary.size
  }

  /** Sets the tokens, with or without special ones at the start; with their weights for `tf_idf`. */
  setVocabulary(vocabulary: readonly T[], idfWeights?: ArrayLike<number> | null): void {
    this.#vocabulary.set(vocabulary, idfWeights)
  }

  /**
   * Learns the tokens of data, most frequent first.
   *
   * @throws KeratinError `ARGUMENT` if the vocabulary was given when the layer was made
   */
  adapt(data: TokenData<T>): void {
    if (this.#isStatic) {
      const message = `${this.className} "${this.name}" was given its vocabulary: it cannot learn another.`
      throw new KeratinError('ARGUMENT', message, { hint: 'Make it without a vocabulary.' })
    }
    const counter: TokenCounter<T> = this.#vocabulary.newCounter()
    for (const document of documents<T>(data)) counter.add(document)
    this.#vocabulary.adapt(counter)
  }

  override call(x: tf.Tensor): tf.Tensor {
    const { outputMode } = this
    if (this.invert) return this.#tokensOf(x)
    const tokens = x.dataSync() as unknown as T[]
    if (outputMode === 'int')
      return tf.tensor(
        Int32Array.from(tokens, (t) => this.#vocabulary.indexOf(t)),
        x.shape,
        'int32',
      )
    const shape = this.computeOutputShape(x.shape) as number[]
    const { depth } = this.#vocabulary
    const values = new Float32Array(shape.reduce((n, d) => n * d, 1))
    const width = depth === 0 ? 0 : tokens.length / (values.length / depth)
    for (let i = 0; i * depth < values.length; i++) {
      const sample = Array.from({ length: width }, (_, j) => tokens[i * width + j]!)
      this.#vocabulary.fillRow(sample, values.subarray(i * depth, (i + 1) * depth))
    }
    return tf.tensor(values, shape, 'float32')
  }

  #tokensOf(x: tf.Tensor): tf.Tensor {
    const tokens = Array.from(x.dataSync(), (i) => this.#vocabulary.tokenAt(i))
    return tf.tensor(tokens as string[], x.shape, this.tokenDtype)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const shape = oneShape(inputShape)
    if (this.outputMode === 'int') return shape
    const isColumn = shape.length > 1 && shape.at(-1) === 1
    if (this.outputMode === 'one_hot' && !isColumn) return [...shape, this.#vocabulary.depth]
    return [...shape.slice(0, -1), this.#vocabulary.depth]
  }

  override computeOutputDtype(): tf.DataType {
    if (this.invert) return this.tokenDtype
    return this.outputMode === 'int' ? 'int32' : 'float32'
  }

  override getConfig(): Config {
    const o = this.#options
    return {
      ...super.getConfig(),
      invert: this.invert,
      max_tokens: o.maxTokens ?? null,
      num_oov_indices: o.numOovIndices ?? 1,
      oov_token: o.oovToken,
      mask_token: o.maskToken ?? null,
      output_mode: this.outputMode,
      sparse: false,
      pad_to_max_tokens: o.padToMaxTokens ?? false,
      idf_weights: o.idfWeights ? Array.from(o.idfWeights) : null,
      vocabulary: o.vocabulary ?? null,
      vocabulary_size: this.#vocabulary.size || null,
      oov_method: o.oovMethod ?? 'floormod',
      salt: null,
    }
  }

  saveAssets(): LayerAssets {
    // what was given is in the configuration
    const texts: Record<string, string> = this.#isStatic
      ? {}
      : { 'vocabulary.txt': linesOfTokens(this, this.getVocabulary()) }
    return { texts, values: this.#vocabulary.savedValues, alsoUnder: [] }
  }

  loadAssets(assets: AssetReader): void {
    const text = assets.text('vocabulary.txt')
    if (text === undefined || this.#isStatic) return
    const tokens = linesOf(text).map((line) => this.parseToken(line))
    if (tokens.length === 0) return
    this.#vocabulary.load(tokens, assets)
  }
}

/** The lines of a file of tokens; empty ones at its end are no tokens. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/)
  while (lines.at(-1) === '') lines.pop()
  return lines
}

function* documents<T>(data: TokenData<T>): Generator<readonly T[]> {
  if (data instanceof tf.Tensor) {
    const tokens = data.dataSync() as unknown as ArrayLike<T>
    const width = data.rank > 1 ? tokens.length / data.shape[0]! : 1
    for (let i = 0; i < tokens.length; i += width)
      yield Array.from({ length: width }, (_, j) => tokens[i + j]!)
    return
  }
  for (const item of data) yield Array.isArray(item) ? (item as T[]) : [item as T]
}
