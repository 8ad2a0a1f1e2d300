export interface Column {
  header: string
  align: 'left' | 'right' | 'center'
  /** Width in characters, with the space around the text. */
  width: number
}

/** A table drawn with box characters: heavy lines around the header, light ones below, text wrapped into its cell. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = boxWidths(columns)
  const rule = (left: string, fill: string, middle: string, right: string) =>
    left + widths.map((w) => fill.repeat(w)).join(middle) + right
  const line = (cells: readonly string[], bar: string) =>
    bar + cells.map((text, i) => ` ${pad(text, widths[i]! - 2, columns[i]!.align)} `).join(bar) + bar
  const body = rows.map((row) => {
    const cells = row.map((text, i) => wrap(text, widths[i]! - 2))
    const height = Math.max(...cells.map((c) => c.length))
    return Array.from({ length: height }, (_, j) =>
      line(
        cells.map((c) => c[j] ?? ''),
        '│',
      ),
    )
  })
  const between = rule('├', '─', '┼', '┤')
  return [
    rule('┏', '━', '┳', '┓'),
    line(
      columns.map((c) => c.header),
      '┃',
    ),
    rule('┡', '━', '╇', '┩'),
    ...body.flatMap((lines, i) => (i === 0 ? lines : [between, ...lines])),
    rule('└', '─', '┴', '┘'),
  ]
}

// The widths ask for the text; what the lines of the box need is taken evenly from the columns.
function boxWidths(columns: readonly Column[]): number[] {
  let excess = columns.length * 2 + columns.length + 1
  return columns.map((column, i) => {
    const share = roundHalfEven(excess / (columns.length - i))
    excess -= share
    return column.width + 2 - share
  })
}

function roundHalfEven(x: number): number {
  const floor = Math.floor(x)
  return x - floor === 0.5 ? floor + (floor % 2) : Math.round(x)
}

function pad(text: string, width: number, align: Column['align']): string {
  const missing = Math.max(0, width - text.length)
  if (align === 'right') return ' '.repeat(missing) + text
  if (align === 'center') return ' '.repeat(missing >> 1) + text + ' '.repeat(missing - (missing >> 1))
  return text + ' '.repeat(missing)
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of text.split(' ')) {
    const joined = current ? `${current} ${word}` : word
    if (joined.length <= width) {
      current = joined
      continue
    }
    if (current) lines.push(current)
    current = word.length > width ? `${word.slice(0, width - 1)}…` : word
  }
  lines.push(current)
  return lines
}
