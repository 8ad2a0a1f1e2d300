import { line as lineThrough } from 'd3-shape'
import { argumentError } from '../support/errors.js'
import { checkOptionNames, isPlainObject } from '../support/options.js'
import { type Scales, text } from './frame.js'
import type { LegendEntry } from './legend.js'
import { type Numbers, toNumbers } from './numbers.js'
import { round, tag } from './svg.js'
import { seriesColor, theme } from './theme.js'

/** Numbers to draw as a line or as points. */
export interface Series {
  y: Numbers
  /** Default 0, 1, 2, ... */
  x?: Numbers
  /** What it is called in the legend. */
  label?: string
  /** Default `line`. */
  draw?: 'line' | 'points' | 'both'
  /** Any colour of SVG. Default: the next of the palette. */
  color?: string
  /** Whether the line is dashed. Default false. */
  dashed?: boolean
  /** A word beside each point. */
  names?: readonly string[]
}

const seriesNames = ['y', 'x', 'label', 'draw', 'color', 'dashed', 'names']

/** A series with what is left out filled in. */
export interface DrawnSeries extends LegendEntry {
  x: number[]
  y: number[]
  names?: readonly string[]
}

/** Several series: a list, or numbers by label. */
export type SeriesLike = readonly Series[] | Readonly<Record<string, Numbers>>

export function toSeries(where: string, given: SeriesLike, x?: Numbers): DrawnSeries[] {
  const list: readonly Series[] = Array.isArray(given)
    ? given
    : Object.entries(given as Record<string, Numbers>).map(([label, y]) => ({ label, y }))
  return list.map((series, i) => {
    if (!isPlainObject(series)) throw argumentError(where, 'like { y, x, label }', `series[${i}]`, series)
    checkOptionNames(`a series of ${where}`, series, seriesNames)
    const { label = '', draw = 'line', color = seriesColor(i), dashed = false, names } = series
    const ys = toNumbers(series.y, where, label || `series[${i}].y`)
    const xs = (series.x ?? x) ? toNumbers((series.x ?? x)!, where, 'x') : [...ys.keys()]
    if (xs.length !== ys.length)
      throw argumentError(where, `as many numbers as y (${ys.length})`, 'x', `${xs.length} numbers`)
    return { x: xs, y: ys, label, draw, color, ...(dashed && { dash: '5 4' }), ...(names && { names }) }
  })
}

/** Draws a series; where a number is not finite, its line is broken. */
export function drawSeries({ x, y, draw, color, dash, names }: DrawnSeries, scales: Scales): string[] {
  const all = y.map((value, i): [number, number] => [scales.x(x[i]!), scales.y(value)])
  const isDrawn = ([left, top]: [number, number]) => Number.isFinite(left) && Number.isFinite(top)
  const path = lineThrough().defined(isDrawn).digits(2)(all) ?? ''
  const points = all.filter(isDrawn)
  return [
    ...(draw === 'points'
      ? []
      : [tag('path', { d: path, fill: 'none', stroke: color, 'stroke-width': 2, 'stroke-dasharray': dash })]),
    ...(draw === 'line'
      ? []
      : points.map(([cx, cy]) => tag('circle', { cx: round(cx), cy: round(cy), r: 3, fill: color }))),
    ...all.flatMap((point, i) =>
      names?.[i] && isDrawn(point) ? [text(names[i]!, point[0] + 6, point[1] - 4, { fill: theme.ink })] : [],
    ),
  ]
}
