import { textWidth } from './text-width.js'

/** One line of a chart. */
export interface ChartSeries {
  name: string
  /** One character that stands for its points. */
  mark: string
  /** Values in order; those that are not finite are left out. */
  values: readonly number[]
}

interface ChartOptions {
  /** Columns of the whole. */
  width: number
  /** Lines between the lowest and the highest value. */
  height?: number
  format: (value: number) => string
  /** What goes from left to right. Default: epochs. */
  xLabel?: string
}

/**
 * A small chart of letters: values from left to right, the first and the last at the sides; later series stand before
 * earlier ones. Empty if there is nothing to draw a line through.
 */
export function textChart(
  series: readonly ChartSeries[],
  { width, height = 7, format, xLabel }: ChartOptions,
): string {
  const count = Math.max(...series.map(({ values }) => values.length))
  const finite = series.flatMap(({ values }) => values.filter(Number.isFinite))
  if (count < 2 || finite.length === 0) return ''
  const [low, high] = [Math.min(...finite), Math.max(...finite)]
  const labels = [format(high), format(low)]
  const margin = Math.max(...labels.map(textWidth))
  const room = Math.max(8, width - margin - 2)
  const columns = Math.min(room, Math.max(32, 4 * count))
  const rows = Array.from({ length: height }, () => Array.from({ length: columns }, () => ' '))
  const rowOf = (value: number) =>
    high === low ? height - 1 : Math.round(((high - value) / (high - low)) * (height - 1))
  for (const { mark, values } of series) {
    for (let column = 0; column < columns; column++) {
      const value = between(values, (column / (columns - 1)) * (count - 1))
      if (Number.isFinite(value)) rows[rowOf(value)]![column] = mark
    }
  }
  const side = (row: number) => (row === 0 ? labels[0]! : row === height - 1 ? labels[1]! : '')
  const lines = rows.map((row, i) => `${side(i).padStart(margin)} │${row.join('').trimEnd()}`)
  const legend = series.map(({ name, mark }) => `${mark} ${name}`).join('  ')
  const axis = `${' '.repeat(margin)} └${'─'.repeat(columns)}`
  return [...lines, axis, `${' '.repeat(margin)}  ${legend}, ${xLabel ?? `epochs 1 to ${count}`}`].join('\n')
}

/** The value at a place between two others. */
function between(values: readonly number[], place: number): number {
  const before = Math.floor(place)
  const share = place - before
  const value = values[before] ?? Number.NaN
  return share === 0 ? value : value * (1 - share) + (values[before + 1] ?? Number.NaN) * share
}
