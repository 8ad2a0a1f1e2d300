import { contours } from 'd3-contour'
import { argumentError } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'
import { type FrameOptions, frame, type Scales } from './frame.js'
import { extentOf, type Numbers, toNumbers } from './numbers.js'
import type { Picture } from './picture.js'
import { drawSeries, type SeriesLike, toSeries } from './series.js'
import { round, tag } from './svg.js'
import { Paint } from './theme.js'

export interface ContourPlotOptions extends Omit<FrameOptions, 'yScale'> {
  /** From where to where. Default -1 to 1. */
  xRange?: readonly [number, number]
  yRange?: readonly [number, number]
  /** The values that have a line, or how many there are. Default 10. */
  levels?: number | Numbers
  /** Lines and points on top: a path, the samples of classes. */
  series?: SeriesLike
  /** How many values are computed along each axis. Default 100. */
  resolution?: number
}

/**
 * Lines of equal height of a function of two numbers, with paths and points on top.
 *
 * @param f the height at x and y
 * @param options.xRange, yRange from where to where. Default -1 to 1
 * @param options.levels the values that have a line, or how many. Default 10
 * @param options.series lines and points on top, as for `linePlot`
 * @param options.resolution values along each axis. Default 100
 * @param options.title, xLabel, yLabel, width (480), height (320)
 *
 * @throws KeratinError ARGUMENT, UNKNOWN_NAME
 * @example
 * contourPlot((x, y) => x ** 2 + y ** 2, { series: [{ x: [1, 0.5, 0], y: [1, 0.4, 0], draw: 'both' }] })
 */
export function contourPlot(f: (x: number, y: number) => number, options: ContourPlotOptions = {}): Picture {
  const where = 'contourPlot'
  checkedOptions('contourPlot', options)
  const { xRange = [-1, 1], yRange = [-1, 1], levels = 10, resolution: n = 100 } = options
  if (typeof f !== 'function') throw argumentError(where, 'a function of x and y', 'f', f)
  if (!(Number.isInteger(n) && n > 1)) throw argumentError(where, 'an integer above 1', 'resolution', n)
  const at = ([from, to]: readonly [number, number], i: number) => from + ((to - from) * i) / (n - 1)
  const values = Array.from({ length: n * n }, (_, i) => f(at(xRange, i % n), at(yRange, Math.floor(i / n))))
  const [least, greatest] = extentOf(values)
  const heights =
    typeof levels === 'number'
      ? Array.from({ length: levels }, (_, i) => least + ((greatest - least) * (i + 1)) / (levels + 1))
      : toNumbers(levels, where, 'levels')
  const color = (height: number) => new Paint('height', (height - least) / (greatest - least))
  const drawn = toSeries(where, options.series ?? [])
  const lines = contours().size([n, n]).thresholds(heights)(values)
  // the value of a cell of d3 lies in its middle
  const place = (scales: Scales) => (point: number[]) =>
    `${round(scales.x(at(xRange, point[0]! - 0.5)))} ${round(scales.y(at(yRange, point[1]! - 0.5)))}`
  return frame(
    where,
    { ...options, xRange, yRange },
    {
      xExtent: xRange,
      yExtent: yRange,
      legend: drawn.filter(({ label }) => label !== ''),
      paint: (scales) => [
        ...lines.map(({ coordinates, value }) => {
          const rings = coordinates.flat().map((ring) => `M${ring.map(place(scales)).join('L')}Z`)
          return tag('path', { d: rings.join(''), fill: 'none', stroke: color(value) })
        }),
        ...drawn.flatMap((s) => drawSeries(s, scales)),
      ],
    },
  )
}
