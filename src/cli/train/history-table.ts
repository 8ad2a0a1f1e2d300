import { csvLine } from '../../support/csv.js'

/**
 * The history of a run as a table, a line for each epoch: its number, its results, its learning rate. The seconds are left
 * out, so that the same run makes the same table. What is not finite is NaN, what is not there is empty.
 *
 * @param lines of `history.jsonl`
 */
export function historyTable(lines: readonly string[]): string {
  const epochs = lines.map((line) => JSON.parse(line) as Record<string, number | null>)
  const names = [...new Set(epochs.flatMap((epoch) => Object.keys(epoch)))].filter(
    (name) => name !== 'seconds',
  )
  const cell = (value: number | null | undefined) => (value === undefined ? '' : (value ?? 'NaN'))
  return [names, ...epochs.map((epoch) => names.map((name) => cell(epoch[name])))]
    .map((cells) => `${csvLine(cells)}\n`)
    .join('')
}
