import {
  ngrams,
  type Split,
  type Standardize,
  splits,
  splitText,
  standardizations,
  standardize,
  type TokenCounter,
} from '../../data/text/index.js'
import { tf } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'
import { type AssetReader, type LayerAssets, linesOfTokens } from './assets.js'
import { linesOf } from './index-lookup.js'
import { checkLookupOptions, type LookupOptions, type LookupOutput, outputModeOf } from './lookup-options.js'
import { Vocabulary } from './vocabulary.js'

export interface TextVectorizationOptions extends LayerOptions {
  /** The most tokens the vocabulary may have, special ones included. Default any number. */
  maxTokens?: number | null
  /** Default `lower_and_strip_punctuation`. */
  standardize?: Standardize
  /** Default `whitespace`. */
  split?: Split
  /** Runs of tokens that count as tokens too: up to that length, or of the lengths of a list. Default none. */
  ngrams?: number | readonly number[] | null
  /** Default `int`. */
  outputMode?: LookupOptions<string>['outputMode']
  /** The length that all sequences get, padded and cut at the end. Default: that of the longest of the batch. */
  outputSequenceLength?: number | null
  /** Whether rows have `maxTokens` columns, however many tokens there are. Default false. */
  padToMaxTokens?: boolean
  /** The tokens, most frequent first. Default: learnt by `adapt`. */
  vocabulary?: readonly string[] | null
  /** The weight of each token of the vocabulary, for `tf_idf`. */
  idfWeights?: ArrayLike<number> | null
  /** Not supported: tensors here are dense. */
  sparse?: boolean
  /** Not supported: tensors here are dense. */
  ragged?: boolean
  /** Only `utf-8`. */
  encoding?: string
  /** The number of indices that a file tells, before its vocabulary is read. */
  vocabularySize?: number | null
}

/** Texts to learn from, or batches of them. */
export type TextData = readonly string[] | tf.Tensor | Iterable<readonly string[] | tf.Tensor>

class TextVectorizationClass extends Layer {
  static override readonly className = 'TextVectorization'
  readonly standardize: Standardize
  readonly split: Split
  readonly outputMode: LookupOutput
  readonly #options: TextVectorizationOptions
  readonly #vocabulary: Vocabulary<string>

  constructor(options: TextVectorizationOptions = {}) {
    super(options)
    const { standardize = 'lower_and_strip_punctuation', split = 'whitespace' } = options
    checkLookupOptions('TextVectorization', options as LookupOptions<string>)
    checkWay('standardize', standardize, standardizations)
    checkWay('split', split, splits)
    this.standardize = standardize
    this.split = split
    this.outputMode = outputModeOf('TextVectorization', options.outputMode ?? 'int')
    this.#options = options
    checkSequence(this.outputMode, options)
    this.#vocabulary = new Vocabulary({
      name: `TextVectorization "${this.name}"`,
      maxTokens: options.maxTokens ?? null,
      numOovIndices: 1,
      maskToken: '',
      oovToken: '[UNK]',
      outputMode: this.outputMode,
      padToMaxTokens: options.padToMaxTokens ?? false,
      bucketOf: () => 0,
      announcedSize: options.vocabularySize ?? null,
    })
    if (options.vocabulary) this.#vocabulary.set(options.vocabulary, options.idfWeights)
  }

  /** The tokens by index. */
  getVocabulary(includeSpecialTokens = true): string[] {
    return this.#vocabulary.tokens(includeSpecialTokens) as string[]
  }

  vocabularySize(): number {
    return this.#vocabulary.size
  }

  /** Sets the tokens, with or without special ones at the start; with their weights for `tf_idf`. */
  setVocabulary(vocabulary: readonly string[], idfWeights?: ArrayLike<number> | null): void {
    this.#vocabulary.set(vocabulary, idfWeights)
  }

  /**
   * Learns the vocabulary of texts, most frequent tokens first.
   *
   * @throws KeratinError `ARGUMENT` if the vocabulary was given when the layer was made
   */
  adapt(data: TextData): void {
    if (this.#options.vocabulary) {
      const message = `TextVectorization "${this.name}" was given its vocabulary: it cannot learn another.`
      throw new KeratinError('ARGUMENT', message, { hint: 'Make it without a vocabulary.' })
    }
    const counter: TokenCounter = this.#vocabulary.newCounter()
    for (const text of textsIn(data)) counter.add(this.#tokens(text))
    this.#vocabulary.adapt(counter)
  }

  #tokens(text: string): string[] {
    const tokens = splitText(standardize(text, this.standardize), this.split)
    const { ngrams: widths } = this.#options
    return widths === undefined || widths === null ? tokens : ngrams(tokens, widths)
  }

  override call(x: tf.Tensor): tf.Tensor {
    if (x.dtype !== 'string') throw argumentError(this.name, 'a tensor of strings', 'inputs', x.dtype)
    const texts = x.dataSync() as unknown as string[]
    const documents = texts.map((text) => this.#tokens(text))
    if (this.outputMode !== 'int') return this.#rows(documents)
    const whole = this.split === null && x.rank === 1 && !this.#options.outputSequenceLength
    const length = this.#options.outputSequenceLength ?? documents.reduce((n, d) => Math.max(n, d.length), 0)
    const values = new Int32Array(documents.length * length)
    for (const [i, document] of documents.entries())
      for (let j = 0; j < Math.min(length, document.length); j++)
        values[i * length + j] = this.#vocabulary.indexOf(document[j]!)
    return tf.tensor(values, whole ? [documents.length] : [documents.length, length], 'int32')
  }

  #rows(documents: readonly string[][]): tf.Tensor {
    const { depth } = this.#vocabulary
    const values = new Float32Array(documents.length * depth)
    for (const [i, document] of documents.entries())
      this.#vocabulary.fillRow(document, values.subarray(i * depth, (i + 1) * depth))
    return tf.tensor2d(values, [documents.length, depth])
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const [batch = null] = oneShape(inputShape)
    if (this.outputMode !== 'int') return [batch, this.#vocabulary.depth]
    return [batch, this.#options.outputSequenceLength ?? null]
  }

  override computeOutputDtype(): tf.DataType {
    return this.outputMode === 'int' ? 'int32' : 'float32'
  }

  override getConfig(): Config {
    const o = this.#options
    return {
      ...super.getConfig(),
      max_tokens: o.maxTokens ?? null,
      standardize: named('standardize', this.standardize),
      split: named('split', this.split),
      ngrams: o.ngrams ?? null,
      output_mode: this.outputMode,
      output_sequence_length: o.outputSequenceLength ?? null,
      pad_to_max_tokens: o.padToMaxTokens ?? false,
      sparse: false,
      ragged: false,
      vocabulary: o.vocabulary ?? null,
      idf_weights: o.idfWeights ? Array.from(o.idfWeights) : null,
      encoding: 'utf-8',
      vocabulary_size: this.#vocabulary.size,
    }
  }

  saveAssets(): LayerAssets {
    const texts: Record<string, string> = this.#options.vocabulary
      ? {}
      : { 'vocabulary.txt': linesOfTokens(this, this.getVocabulary()) }
    return { texts, values: this.#vocabulary.savedValues, alsoUnder: ['_lookup_layer'] }
  }

  loadAssets(assets: AssetReader): void {
    const text = assets.text('vocabulary.txt')
    if (text === undefined || this.#options.vocabulary) return
    const tokens = linesOf(text)
    if (tokens.length > 0) this.#vocabulary.load(tokens, assets)
  }
}

function checkWay(name: string, way: unknown, ways: readonly string[]): void {
  if (way === null || typeof way === 'function' || ways.includes(way as string)) return
  throw argumentError(
    'TextVectorization',
    `${ways.map((w) => `"${w}"`).join(', ')}, null or a function`,
    name,
    way,
  )
}

function checkSequence(mode: LookupOutput, o: TextVectorizationOptions): void {
  const { outputSequenceLength: length } = o
  const refuse = (expected: string, name: string, value: unknown) =>
    argumentError('TextVectorization', expected, name, value)
  if (length !== undefined && length !== null) {
    if (mode !== 'int') throw refuse('left out unless outputMode is "int"', 'outputSequenceLength', length)
    if (!Number.isInteger(length) || length < 1)
      throw refuse('a positive integer', 'outputSequenceLength', length)
  }
  if (mode === 'one_hot') throw refuse('"int", "multi_hot", "count" or "tf_idf"', 'outputMode', mode)
  if (o.encoding !== undefined && o.encoding !== 'utf-8') throw refuse('"utf-8"', 'encoding', o.encoding)
  if (o.ragged) throw refuse('false: tensors are dense here', 'ragged', true)
  if (o.ngrams !== undefined && o.ngrams !== null) ngrams([], o.ngrams)
}

/** A function of a user's own cannot be written into a file. */
function named(option: string, way: Standardize | Split): string | null {
  if (typeof way !== 'function') return way
  throw new KeratinError('UNSUPPORTED', `TextVectorization: a function for ${option} cannot be saved.`, {
    hint: 'Prepare the texts before, and give null.',
  })
}

function* textsIn(data: TextData): Generator<string> {
  if (data instanceof tf.Tensor) yield* data.dataSync() as unknown as string[]
  else
    for (const item of data) {
      if (typeof item === 'string') yield item
      else yield* textsIn(item)
    }
}

/**
 * Turns texts into sequences of indices, or into a row with a column for each token of a vocabulary.
 *
 * @param options.maxTokens the most tokens, special ones included. Default any number
 * @param options.standardize `lower_and_strip_punctuation` (default), `lower`, `strip_punctuation`, null or a function
 * @param options.split `whitespace` (default), `character`, null or a function
 * @param options.ngrams runs of tokens that count as tokens too. Default none
 * @param options.outputMode `int` (default), `multi_hot`, `count` or `tf_idf`
 * @param options.outputSequenceLength length of all sequences. Default: that of the longest of the batch
 * @param options.padToMaxTokens whether rows have `maxTokens` columns. Default false
 * @param options.vocabulary the tokens. Default: learnt by `adapt`, most frequent first
 * @param options.idfWeights the weight of each token, for `tf_idf`
 *
 * Input shape: `[batch]` or `[batch, 1]` of strings. Output shape: `[batch, length]` of int32, where 0 is padding and
 * 1 stands for what is not known; `[batch, tokens]` for rows.
 *
 * @throws KeratinError `ARGUMENT` for options that do not fit; `NOT_BUILT` without a vocabulary
 * @example
 * const vectorize = TextVectorization({ outputSequenceLength: 4 })
 * vectorize.adapt(['the cat sat', 'the dog'])
 * vectorize(tf.tensor1d(['the bird sat'])) // [[2, 1, 3, 0]]
 * @see https://keras.io/api/layers/preprocessing_layers/text/text_vectorization/
 */
export const TextVectorization = callableClass(TextVectorizationClass)
export type TextVectorization = TextVectorizationClass
