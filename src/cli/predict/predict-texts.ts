import type { OpenModel } from '../model/open-model.js'
import { explainText, type WordWeight } from './explain-text.js'
import { type Ranking, type RankOptions, ranked } from './rank.js'
import { probabilitiesFor, type TextInput } from './text-probabilities.js'
import type { NamedText } from './texts.js'

/** What a model says about one text. */
export interface TextPrediction extends Ranking {
  text: string
  file?: string
  /** The row of the table that it is, from 1. */
  row?: number
  /** The words that spoke most for and against the class, if they were asked for. */
  words?: WordWeight[]
}

export interface PredictTextsOptions extends RankOptions {
  /** Texts computed at a time. Default 32. */
  batchSize?: number
  /** Whether words are weighed. Default false. */
  explain?: boolean
  signal?: AbortSignal
}

/** Predicts the classes of texts. */
export async function predictTexts(
  { model, labels }: Pick<OpenModel, 'model' | 'labels'>,
  input: TextInput,
  texts: readonly NamedText[],
  { batchSize = 32, explain = false, signal, ...rank }: PredictTextsOptions,
): Promise<TextPrediction[]> {
  const predictions: TextPrediction[] = []
  for (let start = 0; start < texts.length; start += batchSize) {
    signal?.throwIfAborted()
    const some = texts.slice(start, start + batchSize)
    const rows = await probabilitiesFor(
      model,
      input,
      some.map((t) => t.text),
      batchSize,
    )
    for (const [i, row] of rows.entries()) {
      const words = explain ? await explainText(model, input, some[i]!.text, row, batchSize) : undefined
      predictions.push({ ...some[i]!, ...ranked(row, labels, rank), ...(words && { words }) })
    }
  }
  return predictions
}
