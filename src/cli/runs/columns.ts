import { padToWidth, textWidth } from '../../support/text-width.js'

/** Rows of words in columns, those of `right` at the right edge. */
export function columns(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => textWidth(row[i] ?? ''))))
  const cell = (words: string, i: number) => {
    const room = widths[i]! - textWidth(words)
    return right.includes(i) ? ' '.repeat(Math.max(0, room)) + words : padToWidth(words, widths[i]!)
  }
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n')
}
