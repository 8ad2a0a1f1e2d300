import { farmHash64 } from '../../data/text/index.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { IndexLookup } from './index-lookup.js'
import type { LookupOptions } from './lookup-options.js'

export interface IntegerLookupOptions extends LookupOptions<number> {
  /** Only `int64`, as in Keras. */
  vocabularyDtype?: string
}

class IntegerLookupClass extends IndexLookup<number> {
  static override readonly className = 'IntegerLookup'
  protected override readonly tokenDtype = 'int32'
  readonly #hashes: boolean

  constructor(options: IntegerLookupOptions = {}) {
    const { vocabularyDtype = 'int64' } = options
    if (vocabularyDtype !== 'int64')
      throw argumentError('IntegerLookup', '"int64"', 'vocabularyDtype', vocabularyDtype)
    super(options, -1)
    this.#hashes = options.oovMethod === 'farmhash'
  }

  protected override bucketOf(token: number, buckets: number): number {
    if (this.#hashes) return Number(farmHash64(String(token)) % BigInt(buckets))
    return ((token % buckets) + buckets) % buckets
  }

  protected override parseToken(line: string): number {
    return Number.parseInt(line, 10)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), vocabulary_dtype: 'int64' }
  }
}

/**
 * Turns integers into their indices in a vocabulary, or into a row with a column for each integer of it.
 *
 * @param options.vocabulary the integers. Default: learnt by `adapt`, most frequent first
 * @param options.maxTokens the most integers, special ones included. Default any number
 * @param options.numOovIndices indices for integers that are not known. Default 1
 * @param options.maskToken an integer that stands for nothing, with index 0. Default none
 * @param options.oovToken default -1
 * @param options.outputMode `int` (default), `one_hot`, `multi_hot`, `count` or `tf_idf`
 * @param options.idfWeights the weight of each integer, for `tf_idf`
 * @param options.padToMaxTokens whether rows have `maxTokens` columns. Default false
 * @param options.invert whether indices are turned into integers. Default false
 *
 * Input shape: `[batch, ...]` of integers. Output shape: the same for `int`; `[batch, integers]` for rows.
 *
 * @throws KeratinError `ARGUMENT` for options that do not fit; `NOT_BUILT` without a vocabulary
 * @example
 * const lookup = IntegerLookup({ vocabulary: [12, 36] })
 * lookup(tf.tensor1d([36, 7], 'int32')) // [2, 0]
 * @see https://keras.io/api/layers/preprocessing_layers/categorical/integer_lookup/
 */
export const IntegerLookup = callableClass(IntegerLookupClass)
export type IntegerLookup = IntegerLookupClass
