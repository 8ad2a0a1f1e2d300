import { argumentError } from '../../support/errors.js'
import { formatNumber } from '../../support/format.js'
import { checkedOptions } from '../../support/options.js'
import { type FrameOptions, frame, type Scales } from '../frame.js'
import { extentOf } from '../numbers.js'
import type { Picture } from '../picture.js'
import { type DrawnSeries, drawSeries } from '../series.js'
import { stack } from '../stack.js'
import { round, tag } from '../svg.js'
import { seriesColor, theme } from '../theme.js'
import { type BestEpoch, type BestOptions, bestEpoch } from './best-epoch.js'
import { type Run, readRuns, type TrainingHistory } from './read-history.js'

export interface PlotHistoryOptions extends BestOptions {
  title?: string
  /** Names of results to draw, without `val_`. Default: all, but for a constant learning rate. */
  results?: readonly string[]
  /** Panels beside each other. Default 2, or 1 where there is one only. */
  columns?: number
  /** Of each panel in pixels. Default 460. */
  width?: number
  /** Default 290. */
  height?: number
  /** Of the losses. Default `linear`. */
  yScale?: 'linear' | 'log'
}

/**
 * The curves of a training, or of several beside each other: a panel for the loss, each metric and the learning rate.
 * Validation stands beside training (dashed where runs are compared), and the best epoch is marked. A learning rate that stays the same is left out.
 *
 * @param history what `fit` returns, the record in it, the results of each epoch in a list as in a run's
 *   `history.jsonl`, or several of these by name
 * @param options.monitor the result that makes an epoch the best. Default `val_loss`, without validation `loss`
 * @param options.mode whether less (`min`) or more (`max`) of it is better. Default `auto`: by its name
 * @param options.results names of results to draw, without `val_`. Default: all, but for a constant learning rate
 * @param options.title, columns (2), width (460) and height (290) of each panel, yScale of the losses (`linear`)
 *
 * @throws KeratinError ARGUMENT; UNKNOWN_NAME for a result that is not there
 * @example
 * const trained = await model.fit(x, y, { epochs: 3, validationSplit: 0.2 })
 * await plotHistory(trained, { title: 'Learning' }).save('curves.svg')
 * @example plotHistory({ small: { loss: [2, 1] }, large: { loss: [2, 0.5] } })
 * @see https://keras.io/api/models/model_training_apis/#fit-method
 */
export function plotHistory(
  history: TrainingHistory | Readonly<Record<string, TrainingHistory>>,
  options: PlotHistoryOptions = {},
): Picture {
  const where = 'plotHistory'
  checkedOptions(where, options)
  const runs = readRuns(where, history)
  const names = [...new Set(runs.flatMap(({ values }) => [...values.keys()].map(plain)))]
  const wanted =
    options.results ?? sorted(names.filter((name) => !isRate(name) || runs.some((run) => changes(run, name))))
  for (const name of wanted)
    if (!names.includes(name)) throw argumentError(where, `among ${names.join(', ')}`, 'results', name)
  const bests = runs.map((run) => bestEpoch(where, run, options))
  const panels = wanted.map((name) => panel(where, name, runs, bests, options))
  if (panels.length === 0) throw argumentError(where, 'at least one', 'results', wanted)
  const { columns = Math.min(2, panels.length), title } = options
  if (!(Number.isInteger(columns) && columns > 0))
    throw argumentError(where, 'a positive integer', 'columns', columns)
  const [best] = bests
  const note =
    runs.length === 1 && best
      ? `best epoch: ${best.epoch}, ${best.monitor} ${formatNumber(best.value)}`
      : runs.length > 1
        ? 'solid: training, dashed: validation, ring: the best epoch'
        : ''
  return stack(panels, { columns, title: title ?? 'Training', ...(note && { note }) })
}

const plain = (name: string): string => name.replace(/^val_/, '')
/** Whether a result is not the same in all epochs of a run. */
const changes = ({ values }: Run, name: string): boolean => new Set(values.get(name) ?? []).size > 1

const isRate = (name: string): boolean => name === 'learning_rate' || name === 'lr'

/** Losses first, the learning rate last. */
const sorted = (names: readonly string[]): string[] => {
  const place = (name: string) => (name === 'loss' ? 0 : isRate(name) ? 2 : 1)
  return names.toSorted((a, b) => place(a) - place(b))
}

function panel(
  where: string,
  name: string,
  runs: readonly Run[],
  bests: readonly (BestEpoch | undefined)[],
  { width = 460, height = 290, yScale }: PlotHistoryOptions,
): Picture {
  const several = runs.length > 1
  const curves = runs.flatMap((run, i) => curvesOf(name, run, several ? i : undefined))
  const xs = runs.flatMap(({ epochs }) => epochs)
  const isLoss = name === 'loss' || name.endsWith('_loss')
  const scale: FrameOptions = isLoss && yScale ? { yScale } : {}
  const ys = curves.flatMap(({ y }) => y).filter((v) => scale.yScale !== 'log' || v > 0)
  return frame(
    where,
    { width, height, title: name, xLabel: 'epoch', ...scale },
    {
      xExtent: extentOf(xs),
      yExtent: extentOf(ys),
      legend: isRate(name) && !several ? [] : curves.filter(({ dash }) => !several || !dash),
      tight: { x: true },
      counted: true,
      paint: (scales) => [
        ...bests.flatMap((best) => (best && !several ? [upright(scales, best.epoch)] : [])),
        ...curves.flatMap((curve) => drawSeries(curve, scales)),
      ],
      over: (scales) =>
        bests.flatMap((best, i) => (best ? ring(scales, name, runs[i]!, best, several ? i : 1) : [])),
    },
  )
}

/** Training and validation of one result; of a single epoch as points. */
function curvesOf(name: string, { name: run, epochs, values }: Run, color?: number): DrawnSeries[] {
  const draw = epochs.length > 1 ? 'line' : 'points'
  const curve = (y: readonly number[], label: string, at: number, dashed: boolean): DrawnSeries => ({
    x: [...epochs],
    y: y.map(Number),
    label,
    draw,
    color: seriesColor(at),
    ...(dashed && { dash: '5 4' }),
  })
  const [train, validation] = [values.get(name), values.get(`val_${name}`)]
  const single = isRate(name) ? name : 'training'
  return [
    ...(train ? [curve(train, run || single, color ?? 0, false)] : []),
    ...(validation ? [curve(validation, run || 'validation', color ?? 1, color !== undefined)] : []),
  ]
}

const upright = ({ x, y }: Scales, epoch: number): string => {
  const [bottom, top] = y.range() as [number, number]
  const at = round(x(epoch))
  return tag('line', { x1: at, x2: at, y1: top, y2: bottom, stroke: theme.quiet, 'stroke-dasharray': '2 3' })
}

/** A ring around the value of the best epoch: of validation, where there is one. */
function ring({ x, y }: Scales, name: string, { values }: Run, best: BestEpoch, color: number): string[] {
  const validation = values.get(`val_${name}`)
  const value = (validation ?? values.get(name))?.[best.index]
  if (value === undefined || !Number.isFinite(y(value))) return []
  const paint = validation || color !== 1 ? seriesColor(color) : seriesColor(0)
  const place = { cx: round(x(best.epoch)), cy: round(y(value)), r: 4.5 }
  return [tag('circle', { ...place, fill: theme.background, stroke: paint, 'stroke-width': 2 })]
}
