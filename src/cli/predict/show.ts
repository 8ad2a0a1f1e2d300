import { isInteractive } from '../../support/terminal.js'
import { cutToWidth, padToWidth, textWidth } from '../../support/text-width.js'
import { visible } from '../../support/visible.js'
import type { Output } from '../output.js'
import type { WordWeight } from './explain-text.js'
import type { FilePrediction } from './predict.js'
import type { TextPrediction } from './predict-texts.js'
import { linesOf } from './rank.js'

/** A table on a terminal; elsewhere one line a sample and class, parts separated by tabs. */
export function showPredictions(
  predictions: readonly (FilePrediction | TextPrediction)[],
  { io }: Output,
): string {
  const interactive = isInteractive(io.stdout, io.env)
  const rows = predictions.flatMap((prediction) =>
    linesOf(prediction).map(({ label: name, probability }, i) => ({
      name: nameOf(prediction, interactive ? 48 : Number.POSITIVE_INFINITY),
      label: name === null ? '-' : visible(name),
      probability: probability.toFixed(4),
      first: i === 0,
      words: i === 0 && 'words' in prediction ? prediction.words : undefined,
    })),
  )
  if (!interactive)
    return rows
      .map((r) => [r.name, r.label, r.probability, ...(r.words ? [strongest(r.words)] : [])].join('\t'))
      .join('\n')
  const width = (texts: readonly string[]) => Math.max(...texts.map(textWidth))
  const [names, labels] = [width(rows.map((r) => r.name)), width(rows.map((r) => r.label))]
  return rows
    .map((r) => {
      const line = `${padToWidth(r.first ? r.name : '', names)}  ${padToWidth(r.label, labels)}  ${r.probability}`
      return r.words ? `${line}\n  ${strongest(r.words)}` : line
    })
    .join('\n')
}

function nameOf(prediction: FilePrediction | TextPrediction, most: number): string {
  if (prediction.file !== undefined) {
    const row = 'row' in prediction ? `:${prediction.row}` : ''
    return visible(prediction.file) + row
  }
  const line = visible((prediction as TextPrediction).text.replace(/\s+/gu, ' ').trim())
  return textWidth(line) > most ? `${cutToWidth(line, most - 1)}…` : line
}

/** The words that did most: with plus those for the class, with minus those against. */
function strongest(words: readonly WordWeight[], most = 8): string {
  const shown = (w: WordWeight) =>
    `${visible(w.word)} ${w.weight < 0 ? '−' : '+'}${Math.abs(w.weight).toFixed(2)}`
  return words.slice(0, most).map(shown).join(', ')
}
