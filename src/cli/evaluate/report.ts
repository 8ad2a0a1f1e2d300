import { padToWidth, textWidth } from '../../support/text-width.js'
import { visible } from '../../support/visible.js'

/** How well one class is recognised. */
export interface ClassReport {
  label: string
  /** Of the samples taken for this class, the share that is of it. 0 if there are none. */
  precision: number
  /** Of the samples of this class, the share that is recognised. 0 if there are none. */
  recall: number
  /** The harmonic mean of both. */
  f1: number
  /** Samples of this class. */
  support: number
}

/** Precision, recall and F1 of each class. */
export function classReports(
  matrix: readonly (readonly number[])[],
  labels: readonly string[],
): ClassReport[] {
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
  const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : 0)
  return matrix.map((row, i) => {
    const right = row[i]!
    const support = sum(row)
    const precision = ratio(right, sum(matrix.map((r) => r[i]!)))
    const recall = ratio(right, support)
    return {
      label: labels[i]!,
      precision,
      recall,
      f1: ratio(2 * precision * recall, precision + recall),
      support,
    }
  })
}

/** Both as text. */
export function showReport(reports: readonly ClassReport[], matrix: readonly (readonly number[])[]): string {
  const labels = reports.map((r) => visible(r.label))
  const first = Math.max(5, ...labels.map(textWidth))
  const line = (name: string, cells: readonly string[], width: number) =>
    `${padToWidth(name, first)}${cells.map((c) => ' '.repeat(width + 2 - textWidth(c)) + c).join('')}`
  const shown = reports.map(({ precision, recall, f1, support }, i) =>
    line(labels[i]!, [precision.toFixed(4), recall.toFixed(4), f1.toFixed(4), String(support)], 9),
  )
  const width = Math.max(...labels.map(textWidth), ...matrix.flat().map((n) => String(n).length))
  return [
    line('class', ['precision', 'recall', 'f1', 'support'], 9),
    ...shown,
    '',
    'confusion matrix: row = actual class, column = predicted class',
    line('', labels, width),
    ...matrix.map((row, i) =>
      line(
        labels[i]!,
        row.map((n) => (n === 0 ? '.' : String(n))),
        width,
      ),
    ),
  ].join('\n')
}
