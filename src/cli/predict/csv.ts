import { csvLine } from '../../support/csv.js'
import { brief } from '../../support/format.js'
import type { FilePrediction } from './predict.js'
import type { TextPrediction } from './predict-texts.js'
import { linesOf } from './rank.js'

/**
 * Predictions as a table (RFC 4180), a line for each sample and class: the file, the row in it, or the text; the class, its
 * probability, and which of the likeliest it is. Without a class where none is said.
 */
export function predictionsAsCsv(predictions: readonly (FilePrediction | TextPrediction)[]): string {
  const rows = predictions.flatMap((prediction) => {
    const { file = '', row = '', text = '' } = prediction as Partial<TextPrediction>
    return linesOf(prediction).map(({ label, probability }, i) => [
      file,
      String(row),
      file === '' ? text : '',
      label ?? '',
      brief(probability),
      label === null ? '' : String(i + 1),
    ])
  })
  return [['file', 'row', 'text', 'label', 'probability', 'rank'], ...rows]
    .map((row) => csvLine(row))
    .join('\n')
}
