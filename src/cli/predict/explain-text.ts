import { tokensOf } from '../../../models/text/preparation.js'
import type { Model } from '../../model/index.js'
import { probabilitiesFor, type TextInput } from './text-probabilities.js'

/** A word and what it did. */
export interface WordWeight {
  word: string
  /** By how much the probability of the class falls without the word: positive words spoke for it. */
  weight: number
}

/**
 * Weighs the words of a text by leaving each of them out (all its occurrences): what the class of the whole text loses
 * without a word is what the word said for it.
 *
 * @param row the probabilities of the whole text
 * @returns the words, strongest first
 */
export async function explainText(
  model: Model,
  input: TextInput,
  text: string,
  row: Float32Array,
  batchSize: number,
): Promise<WordWeight[]> {
  const tokens = tokensOf(input, text)
  const words = [...new Set(tokens)]
  if (words.length === 0) return []
  const predicted = row.indexOf(Math.max(...row))
  const without = words.map((word) => tokens.filter((t) => t !== word).join(' '))
  const rows = await probabilitiesFor(model, input, [tokens.join(' '), ...without], batchSize)
  const whole = rows[0]![predicted]!
  const weights = words.map((word, i) => ({ word, weight: whole - rows[i + 1]![predicted]! }))
  return weights.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
}
