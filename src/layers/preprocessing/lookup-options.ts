import { argumentError } from '../../support/errors.js'
import type { LayerOptions } from '../base/layer-options.js'

/** What a lookup gives: indices, or a row of the vocabulary for each sample. */
export type LookupOutput = 'int' | 'one_hot' | 'multi_hot' | 'count' | 'tf_idf'

export interface LookupOptions<T extends string | number> extends LayerOptions {
  /** The most tokens the vocabulary may have, special ones included. Default any number. */
  maxTokens?: number | null
  /** Indices for tokens that are not known. Default 1. */
  numOovIndices?: number
  /** The token that stands for nothing, with index 0. Default none. */
  maskToken?: T | null
  /** The token that stands for those that are not known. */
  oovToken?: T | null
  /** The tokens, most frequent first, with or without special ones. Default: learnt by `adapt`. */
  vocabulary?: readonly T[] | null
  /** The weight of each token of the vocabulary, for `tf_idf`. */
  idfWeights?: ArrayLike<number> | null
  /** Whether indices are turned into tokens. Default false. */
  invert?: boolean
  /** Default `int`. */
  outputMode?: LookupOutput | 'binary' | 'tf-idf'
  /** Whether rows have `maxTokens` columns, however many tokens there are. Default false. */
  padToMaxTokens?: boolean
  /** Not supported: tensors here are dense. */
  sparse?: boolean
  /** How integers that are not known are sorted into several indices. Default `floormod`. */
  oovMethod?: 'floormod' | 'farmhash'
  /** Not supported. */
  salt?: number | readonly number[] | null
  /** The number of indices that a file tells, before its vocabulary is read. */
  vocabularySize?: number | null
}

const modes = ['int', 'one_hot', 'multi_hot', 'count', 'tf_idf'] as const

/** The mode as Keras writes it, old names included. */
export function outputModeOf(where: string, mode: unknown): LookupOutput {
  const known = mode === 'binary' ? 'multi_hot' : mode === 'tf-idf' ? 'tf_idf' : mode
  const found = modes.find((m) => m === known)
  if (found) return found
  throw argumentError(where, modes.map((m) => `"${m}"`).join(', '), 'outputMode', mode)
}

/** Checks what all lookups share. */
export function checkLookupOptions<T extends string | number>(where: string, o: LookupOptions<T>): void {
  const { maxTokens, numOovIndices = 1, outputMode = 'int', oovMethod } = o
  if (maxTokens !== undefined && maxTokens !== null && !(Number.isInteger(maxTokens) && maxTokens > 1))
    throw argumentError(where, 'an integer above 1', 'maxTokens', maxTokens)
  if (o.padToMaxTokens && !maxTokens)
    throw argumentError(where, 'given with maxTokens', 'padToMaxTokens', true)
  if (!Number.isInteger(numOovIndices) || numOovIndices < 0)
    throw argumentError(where, 'an integer that is not negative', 'numOovIndices', numOovIndices)
  if (o.invert && outputMode !== 'int')
    throw argumentError(where, '"int" with invert', 'outputMode', outputMode)
  if (o.sparse) throw argumentError(where, 'false: tensors are dense here', 'sparse', true)
  if (o.salt !== undefined && o.salt !== null) throw argumentError(where, 'left out', 'salt', o.salt)
  if (oovMethod !== undefined && oovMethod !== 'floormod' && oovMethod !== 'farmhash')
    throw argumentError(where, '"floormod" or "farmhash"', 'oovMethod', oovMethod)
  const mode = outputModeOf(where, outputMode)
  if (o.idfWeights && mode !== 'tf_idf')
    throw argumentError(where, 'left out unless outputMode is "tf_idf"', 'idfWeights', o.idfWeights)
  if (mode === 'tf_idf' && o.vocabulary && !o.idfWeights)
    throw argumentError(where, 'given with a vocabulary for "tf_idf"', 'idfWeights', undefined)
}
