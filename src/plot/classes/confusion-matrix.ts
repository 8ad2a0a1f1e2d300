import type { TensorLike } from '../../data/index.js'
import { argumentError } from '../../support/errors.js'
import { checkedOptions } from '../../support/options.js'
import { classNumbers } from './class-numbers.js'

export interface ConfusionMatrixOptions {
  /** How many classes there are. Default: one more than the greatest class number. */
  classes?: number
}

/**
 * How often samples of a class are taken for a class.
 *
 * `matrix[i][j]` is the number of samples of class `i` that are taken for class `j`.
 *
 * @param yTrue class numbers, or one-hot rows
 * @param yPred class numbers, probabilities or scores `[n, classes]`, or the probability of the second of two classes:
 *   the most probable class counts
 * @param options.classes how many classes there are. Default: one more than the greatest class number
 *
 * Input shape: `[n]` or `[n, classes]`. Output: a row for each actual class, a column for each predicted one.
 *
 * @throws KeratinError ARGUMENT
 * @example confusionMatrix([0, 1, 1], [0, 1, 0]) // [[1, 0], [1, 1]]
 * @see https://www.tensorflow.org/api_docs/python/tf/math/confusion_matrix
 */
export function confusionMatrix(
  yTrue: TensorLike,
  yPred: TensorLike,
  options?: ConfusionMatrixOptions,
): number[][] {
  const where = 'confusionMatrix'
  const given = checkedOptions(where, options)
  const [actual, predicted] = [classNumbers(where, 'yTrue', yTrue), classNumbers(where, 'yPred', yPred)]
  if (actual.length !== predicted.length)
    throw argumentError(where, `as many as yTrue (${actual.length})`, 'yPred', `${predicted.length} samples`)
  const { classes = Math.max(-1, ...actual, ...predicted) + 1 } = given
  if (!(Number.isInteger(classes) && classes >= 0))
    throw argumentError(where, 'a whole number', 'classes', classes)
  const matrix = Array.from({ length: classes }, () => Array<number>(classes).fill(0))
  actual.forEach((row, i) => {
    const column = predicted[i]!
    for (const number of [row, column])
      if (!(Number.isInteger(number) && number >= 0 && number < classes))
        throw argumentError(where, `from 0 to ${classes - 1}`, 'a class', number)
    matrix[row]![column]!++
  })
  return matrix
}
