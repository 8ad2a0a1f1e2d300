import { escapeText, tag } from './svg.js'
import { fitText } from './text-width.js'
import { type Paint, theme } from './theme.js'

export interface LegendEntry {
  label: string
  color: string | Paint
  /** As it is drawn: with a line, with points, or both. */
  draw: 'line' | 'points' | 'both'
  dash?: string
}

/**
 * The entries of a legend below each other.
 *
 * @param room the width that there is for labels
 */
export const legend = (entries: readonly LegendEntry[], x: number, y: number, room: number): string[] =>
  entries.flatMap(({ label, color, draw, dash }, i) => {
    const middle = y + i * 18
    const line = { x1: x, x2: x + 16, y1: middle, y2: middle, stroke: color, 'stroke-width': 2 }
    return [
      ...(draw === 'points' ? [] : [tag('line', { ...line, 'stroke-dasharray': dash })]),
      ...(draw === 'line' ? [] : [tag('circle', { cx: x + 8, cy: middle, r: 3, fill: color })]),
      tag('text', { x: x + 22, y: middle + 4, fill: theme.ink }, escapeText(fitText(label, room))),
    ]
  })
