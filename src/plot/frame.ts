import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale'
import { argumentError } from '../support/errors.js'
import { type LegendEntry, legend } from './legend.js'
import { Picture } from './picture.js'
import { type Attributes, escapeText, tag } from './svg.js'
import { fitText, textWidth } from './text-width.js'
import { theme } from './theme.js'

export interface FrameOptions {
  title?: string
  xLabel?: string
  yLabel?: string
  /** Of the whole picture in pixels. Default 480. */
  width?: number
  /** Default 320. */
  height?: number
  /** The numbers that the axes reach from and to. Default: those of the data. */
  xRange?: readonly [number, number]
  yRange?: readonly [number, number]
  /** Default `linear`. */
  yScale?: 'linear' | 'log'
}

type Scale = ScaleContinuousNumeric<number, number>

/** Where numbers of the data lie in the picture. */
export interface Scales {
  x: Scale
  y: Scale
}

/** What stands inside of a frame, and what it needs. */
interface FrameContents {
  xExtent: readonly [number, number]
  yExtent: readonly [number, number]
  legend?: readonly LegendEntry[]
  /** Whether the axes end where the data does, and not at round numbers. Default: neither does. */
  tight?: { x?: boolean; y?: boolean }
  /** Whether x counts something, so that there is nothing between its numbers. Default false. */
  counted?: boolean
  paint(scales: Scales): readonly string[]
  /** What may reach over the edge of the frame: marks of points that lie on it. */
  over?(scales: Scales): readonly string[]
}

/** A picture with two axes, a grid, labels and a legend around what `paint` draws. */
export function frame(where: string, options: FrameOptions, contents: FrameContents): Picture {
  const { width = 480, height = 320, title, xLabel, yLabel } = options
  for (const [name, size] of Object.entries({ width, height }))
    if (!(Number.isFinite(size) && size >= 100)) throw argumentError(where, 'at least 100', name, size)
  const entries = contents.legend ?? []
  const y = scale(
    where,
    options.yScale,
    options.yRange ?? contents.yExtent,
    !!(contents.tight?.y || options.yRange),
  )
  const left = 16 + Math.max(0, ...ticksOf(y, 6).map(({ label }) => textWidth(label))) + (yLabel ? 20 : 0)
  const legendWidth =
    entries.length > 0
      ? Math.min(width / 3, 40 + Math.max(...entries.map(({ label }) => textWidth(label))))
      : 12
  const [top, bottom] = [title ? 36 : 14, xLabel ? 48 : 30]
  const [right, floor] = [width - legendWidth, height - bottom]
  const x = scale(
    where,
    'linear',
    options.xRange ?? contents.xExtent,
    !!(contents.tight?.x || options.xRange),
  ).range([left, right])
  y.range([floor, top])
  const yTicks = ticksOf(y, 6)
  const room = Math.max(2, Math.floor((right - left) / 70))
  const [start = 0, end = 0] = x.domain()
  const most = contents.counted ? Math.max(1, Math.min(room, Math.floor(end - start))) : room
  const xTicks = ticksOf(x, most).filter(({ value }) => !contents.counted || Number.isInteger(value))
  const lines = [
    ...xTicks.map(({ at }) => tag('line', { x1: at, x2: at, y1: top, y2: floor, stroke: theme.grid })),
    ...yTicks.map(({ at }) => tag('line', { x1: left, x2: right, y1: at, y2: at, stroke: theme.grid })),
  ]
  const labels = [
    ...xTicks.map(({ at, label }) => text(label, at, floor + 17, { 'text-anchor': 'middle' })),
    ...yTicks.map(({ at, label }) => text(label, left - 7, at + 4, { 'text-anchor': 'end' })),
  ]
  const area = { x: left, y: top, width: right - left, height: floor - top }
  const middle = (left + right) / 2
  const heading = fitText(title ?? '', width - 16, theme.titleSize)
  const half = textWidth(heading, theme.titleSize) / 2
  // over the middle of the frame, unless that leads out of the picture
  const placed = Math.max(half + 8, Math.min(middle, width - half - 8))
  const headingLook = { 'text-anchor': 'middle', 'font-size': theme.titleSize, fill: theme.ink }
  const upright = { 'text-anchor': 'middle', transform: `translate(14 ${(top + floor) / 2}) rotate(-90)` }
  const elements = [
    ...lines,
    // an svg inside cuts off what lies outside of it; the title tells what it shows
    tag(
      'svg',
      { ...area, 'aria-hidden': 'true', viewBox: `${left} ${top} ${area.width} ${area.height}` },
      ...contents.paint({ x, y }),
    ),
    tag('path', { d: `M${left} ${top}V${floor}H${right}`, fill: 'none', stroke: theme.quiet }),
    ...(contents.over?.({ x, y }) ?? []),
    ...labels,
    ...(title ? [text(heading, placed, 22, headingLook)] : []),
    ...(xLabel
      ? [
          text(fitText(xLabel, right - left, theme.fontSize), middle, height - 10, {
            'text-anchor': 'middle',
          }),
        ]
      : []),
    ...(yLabel ? [text(fitText(yLabel, floor - top, theme.fontSize), 0, 0, upright)] : []),
    ...legend(entries, right + 12, top + 6, legendWidth - 32),
  ]
  return new Picture(width, height, elements, title ?? yLabel)
}

/** A line of text. */
export const text = (words: string, x: number, y: number, attributes: Attributes = {}): string =>
  tag('text', { x, y, fill: theme.quiet, ...attributes }, escapeText(words))

function scale(
  where: string,
  kind: FrameOptions['yScale'] = 'linear',
  [from, to]: readonly [number, number],
  tight: boolean,
): Scale {
  if (!(Number.isFinite(from) && Number.isFinite(to) && from < to))
    throw argumentError(where, 'two numbers, the smaller first', 'the range of an axis', [from, to])
  if (kind !== 'linear' && kind !== 'log') throw argumentError(where, '"linear" or "log"', 'yScale', kind)
  if (kind === 'log' && from <= 0)
    throw argumentError(where, 'left out where numbers are not above 0', 'yScale', 'log')
  const made: Scale = (kind === 'log' ? scaleLog() : scaleLinear()).domain([from, to])
  return tight ? made : made.nice()
}

function ticksOf(s: Scale, count: number): { at: number; label: string; value: number }[] {
  const format = s.tickFormat(count)
  const ticks = s.ticks(count).map((value) => ({ value, label: format(value).replace('−', '-') }))
  // scales of logarithms give ticks without a label, too
  return ticks.filter(({ label }) => label !== '').map(({ value, label }) => ({ at: s(value), label, value }))
}
