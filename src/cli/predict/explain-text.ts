import { tokensOf } from '../../../models/text/preparation.js'
import type { Model } from '../../model/index.js'
import { probabilitiesFor, type TextInput } from './text-probabilities.js'

/** A word and what it did. */
export interface WordWeight {
  word: string
  /** What the word adds to the log-odds of the class: positive words spoke for it. */
  weight: number
}

/**
 * Weighs the words of a text by what each of them (all its occurrences) adds to the log-odds of the class, once as the
 * last word added to the others and once as the only one: the mean of both, for a text that is clear in many words
 * stays as clear without any one of them.
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
  const rows = await probabilitiesFor(model, input, [tokens.join(' '), '', ...without, ...words], batchSize)
  const [whole, none, ...others] = rows.map((r) => logOdds(r[predicted]!)) as [number, number, ...number[]]
  const weights = words.map((word, i) => {
    const [rest, alone] = [others[i]!, others[words.length + i]!]
    return { word, weight: (whole - rest + alone - none) / 2 }
  })
  return weights.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
}

/** Of a probability, which in 32 bits may be as good as certain. */
function logOdds(probability: number): number {
  const p = Math.min(Math.max(probability, 1e-7), 1 - 1e-7)
  return Math.log(p / (1 - p))
}
