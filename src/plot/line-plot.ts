import { argumentError } from '../support/errors.js'
import { checkedOptions } from '../support/options.js'
import { type FrameOptions, frame } from './frame.js'
import { extentOf, type Numbers } from './numbers.js'
import type { Picture } from './picture.js'
import { type DrawnSeries, drawSeries, type SeriesLike, toSeries } from './series.js'

export interface LinePlotOptions extends FrameOptions {
  /** The x of all series that have none of their own. Default 0, 1, 2, ... */
  x?: Numbers
}

/**
 * Lines and points over two axes: functions, learning curves, points of classes.
 *
 * @param series numbers by label, or a list of `{ y, x, label, draw, color, dashed, names }`
 * @param options.x the x of all series that have none of their own. Default 0, 1, 2, ...
 * @param options.title, xLabel, yLabel, width (480), height (320), xRange, yRange, yScale (`linear` or `log`)
 *
 * @throws KeratinError ARGUMENT, UNKNOWN_NAME
 * @example
 * const { history } = await model.fit(x, y, { epochs: 5, validationSplit: 0.1 })
 * await linePlot(history, { title: 'Learning', xLabel: 'epoch' }).save('learning.png')
 * @example linePlot([{ label: 'cats', x: [1, 2], y: [3, 1], draw: 'points' }])
 */
export function linePlot(series: SeriesLike, options: LinePlotOptions = {}): Picture {
  const where = 'linePlot'
  checkedOptions('linePlot', options)
  const drawn = toSeries(where, series, options.x)
  if (drawn.length === 0) throw argumentError(where, 'at least one', 'series', series)
  return drawnPlot(where, drawn, options)
}

/** A plot of series that are complete. */
export function drawnPlot(where: string, drawn: readonly DrawnSeries[], options: FrameOptions): Picture {
  const isLog = options.yScale === 'log'
  const ys = drawn.flatMap(({ y }) => (isLog ? y.filter((v) => v > 0) : y))
  return frame(where, options, {
    xExtent: extentOf(drawn.flatMap(({ x }) => x)),
    yExtent: extentOf(ys),
    legend: drawn.filter(({ label }) => label !== ''),
    // lines reach from side to side; points have room around them
    tight: { x: drawn.every(({ draw }) => draw === 'line') },
    counted: drawn.every(({ x }) => x.every(Number.isInteger)),
    paint: (scales) => drawn.flatMap((s) => drawSeries(s, scales)),
  })
}
