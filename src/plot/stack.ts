import { text } from './frame.js'
import { Picture } from './picture.js'
import { escapeText, tag } from './svg.js'
import { fitText, textWidth } from './text-width.js'
import { theme } from './theme.js'

interface StackOptions {
  /** Pictures beside each other. Default 1. */
  columns?: number
  title?: string
  /** A line below the title. */
  note?: string
}

/** Pictures beside and below each other as one, with a title over all. */
export function stack(
  pictures: readonly Picture[],
  { columns = 1, title, note }: StackOptions = {},
): Picture {
  const rows = Array.from({ length: Math.ceil(pictures.length / columns) }, (_, i) =>
    pictures.slice(i * columns, (i + 1) * columns),
  )
  const widths = Array.from({ length: Math.min(columns, pictures.length) }, (_, i) =>
    Math.max(...rows.map((row) => row[i]?.width ?? 0)),
  )
  const width = Math.max(
    widths.reduce((a, b) => a + b, 0),
    title ? Math.min(480, textWidth(title, theme.titleSize) + 24) : 0,
  )
  const placed: string[] = []
  let y = title ? (note ? 48 : 32) : 0
  for (const row of rows) {
    let x = 0
    row.forEach((picture, i) => {
      placed.push(place(picture, x, y))
      x += widths[i]!
    })
    y += Math.max(...row.map(({ height }) => height))
  }
  const heading = { 'text-anchor': 'middle', 'font-size': theme.titleSize, fill: theme.ink }
  const words = [
    ...(title ? [text(fitText(title, width - 16, theme.titleSize), width / 2, 22, heading)] : []),
    ...(title && note ? [text(fitText(note, width - 16), width / 2, 40, { 'text-anchor': 'middle' })] : []),
  ]
  return new Picture(width, y, [...words, ...placed], title ?? pictures[0]?.title)
}

/** A picture as an element of another. */
const place = ({ width, height, content, title }: Picture, x: number, y: number): string => {
  const name = tag('title', {}, escapeText(title))
  return tag('svg', { x, y, width, height, viewBox: `0 0 ${width} ${height}` }, name, '\n', content)
}
