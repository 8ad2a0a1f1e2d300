import type { TensorLike } from '../../data/index.js'
import { argumentError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'
import { classNumbers, probabilityRows } from './class-numbers.js'

/** A sample that a model takes for something else. */
export interface WrongSample {
  /** Its place among the samples. */
  index: number
  actual: number
  predicted: number
  /** How sure the model is of what it predicts. */
  probability: number
}

export interface WorstMistakesOptions {
  /** The most that are wanted. Default 16. */
  count?: number
}

/**
 * The samples that a model is most sure and wrong about, the surest first.
 *
 * @param yTrue class numbers, or one-hot rows
 * @param yPred probabilities or scores `[n, classes]`, or the probability of the second of two classes
 * @param options.count the most that are wanted. Default 16
 *
 * Input shape: `[n]` or `[n, classes]`.
 *
 * @throws KeratinError ARGUMENT
 * @example worstMistakes([0, 1], [[0.25, 0.75], [0, 1]]) // [{ index: 0, actual: 0, predicted: 1, probability: 0.75 }]
 */
export function worstMistakes(
  yTrue: TensorLike,
  yPred: TensorLike,
  options?: WorstMistakesOptions,
): WrongSample[] {
  const where = 'worstMistakes'
  const { count = 16 } = checkedOptions(where, options)
  if (!(Number.isInteger(count) && count > 0))
    throw argumentError(where, 'a positive integer', 'count', count)
  const [actual, rows] = [classNumbers(where, 'yTrue', yTrue), probabilityRows(where, 'yPred', yPred)]
  if (actual.length !== rows.length)
    throw argumentError(where, `as many as yTrue (${actual.length})`, 'yPred', `${rows.length} samples`)
  return rows
    .map((row, index) => {
      const predicted = row.indexOf(Math.max(...row))
      return { index, actual: actual[index]!, predicted, probability: row[predicted]! }
    })
    .filter((sample) => sample.actual !== sample.predicted)
    .sort((a, b) => b.probability - a.probability || a.index - b.index)
    .slice(0, count)
}
