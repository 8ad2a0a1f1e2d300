import { farmHash64 } from '../../data/text/index.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import type { Config } from '../../support/registry.js'
import { IndexLookup } from './index-lookup.js'
import type { LookupOptions } from './lookup-options.js'

export interface StringLookupOptions extends LookupOptions<string> {
  /** Only `utf-8`. */
  encoding?: string
}

class StringLookupClass extends IndexLookup<string> {
  static override readonly className = 'StringLookup'
  protected override readonly tokenDtype = 'string'

  constructor(options: StringLookupOptions = {}) {
    super(options, '[UNK]')
    const { encoding = 'utf-8' } = options
    if (encoding !== 'utf-8') throw argumentError('StringLookup', '"utf-8"', 'encoding', encoding)
  }

  protected override bucketOf(token: string, buckets: number): number {
    return Number(farmHash64(token) % BigInt(buckets))
  }

  protected override parseToken(line: string): string {
    return line
  }

  override getConfig(): Config {
    return { ...super.getConfig(), encoding: 'utf-8' }
  }
}

/**
 * Turns texts into their indices in a vocabulary, or into a row with a column for each word of it.
 *
 * @param options.vocabulary the words. Default: learnt by `adapt`, most frequent first
 * @param options.maxTokens the most words, special ones included. Default any number
 * @param options.numOovIndices indices for words that are not known. Default 1
 * @param options.maskToken a word that stands for nothing, with index 0. Default none
 * @param options.oovToken default `[UNK]`
 * @param options.outputMode `int` (default), `one_hot`, `multi_hot`, `count` or `tf_idf`
 * @param options.idfWeights the weight of each word, for `tf_idf`
 * @param options.padToMaxTokens whether rows have `maxTokens` columns. Default false
 * @param options.invert whether indices are turned into words. Default false
 *
 * Input shape: `[batch, ...]` of strings. Output shape: the same for `int`; `[batch, words]` for rows.
 *
 * @throws KeratinError `ARGUMENT` for options that do not fit; `NOT_BUILT` without a vocabulary
 * @example
 * const lookup = StringLookup({ vocabulary: ['red', 'green'] })
 * lookup(tf.tensor1d(['green', 'blue'])) // [2, 0]
 * @see https://keras.io/api/layers/preprocessing_layers/categorical/string_lookup/
 */
export const StringLookup = callableClass(StringLookupClass)
export type StringLookup = StringLookupClass
