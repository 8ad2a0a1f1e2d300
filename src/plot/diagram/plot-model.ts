import { curveMonotoneX, curveMonotoneY, line as lineThrough } from 'd3-shape'
import type { Model } from '../../model/index.js'
import { text } from '../frame.js'
import { Picture } from '../picture.js'
import { round, tag } from '../svg.js'
import { fitEnd, textWidth } from '../text-width.js'
import { theme } from '../theme.js'
import { layoutOf, type Place, type Point } from './layout.js'
import { modelGraph } from './model-graph.js'
import { type DiagramOptions, type DiagramSettings, diagramSettings } from './options.js'
import { type Row, rowsOf } from './rows.js'

const line = 17
const titleLine = 23
const widest = 360

/**
 * The diagram of a model: a box a layer, arrows where tensors go. Layers that are called several times are one box with
 * several arrows; models inside are one box, or a frame with their layers.
 *
 * @param model a model that is built
 * @param options.showShapes whether shapes of inputs and outputs are shown. Default false
 * @param options.showDtype whether the dtype of outputs is shown. Default false
 * @param options.showLayerNames whether names are shown beside classes. Default false
 * @param options.showLayerActivations whether activations are shown. Default false
 * @param options.showTrainable whether it is shown what is trained. Default false
 * @param options.expandNested whether the layers of models inside are shown. Default false
 * @param options.rankdir from top to bottom (`TB`) or from left to right (`LR`). Default `TB`
 *
 * @throws KeratinError ARGUMENT, UNKNOWN_NAME; NOT_BUILT
 * @example await plotModel(model, { showShapes: true }).save('model.png')
 * @see https://keras.io/api/utils/model_plotting_utils/#plot_model-function
 */
export function plotModel(model: Model, options?: DiagramOptions): Picture {
  const settings = diagramSettings('plotModel', model, options)
  const graph = modelGraph(model, settings.expandNested)
  const rows = new Map(graph.boxes.map((box) => [box, rowsOf(box, settings)]))
  const sizes = new Map(graph.boxes.map((box) => [box, sizeOf(rows.get(box)!)]))
  const { width, height, boxes, clusters, edges } = layoutOf(graph, sizes, settings.rankdir)
  const elements = [
    ...[...clusters].flatMap(([cluster, place]) => frameOf(cluster.model.name, place)),
    ...edges.flatMap((points) => arrow(points, settings.rankdir)),
    ...[...boxes].flatMap(([box, place]) => drawn(rows.get(box)!, place)),
  ]
  return new Picture(width, height, elements, `The model ${graph.name}`)
}

const isTitle = ({ kind }: Row): boolean => kind === 'title'
const heightOf = (row: Row): number => (isTitle(row) ? titleLine : line)

function sizeOf(rows: readonly Row[]): { width: number; height: number } {
  const longest = Math.max(...rows.map((row) => textWidth(row.words, isTitle(row) ? 13 : theme.fontSize)))
  const height = rows.reduce((sum, row) => sum + heightOf(row), 0) + (rows.length > 1 ? 8 : 1)
  return { width: Math.min(widest, Math.max(90, Math.ceil(longest) + 20)), height }
}

function drawn(rows: readonly Row[], { x, y, width, height }: Place): string[] {
  const [left, top] = [x - width / 2, y - height / 2]
  const box = { x: left, y: top, width, rx: 4 }
  let at = top
  const words = rows.map((row) => {
    at += heightOf(row)
    const look =
      row.kind === 'title'
        ? { 'font-size': 13, 'font-weight': 'bold', fill: theme.ink }
        : { fill: row.kind === 'trainable' ? theme.good : row.kind === 'frozen' ? theme.bad : theme.quiet }
    const baseline = isTitle(row) ? at - 7 : at - 1
    return text(fitEnd(row.words, width - 12), x, baseline, { 'text-anchor': 'middle', ...look })
  })
  return [
    tag('rect', { ...box, height, fill: theme.panel }),
    tag('rect', { ...box, height: titleLine, fill: theme.header }),
    tag('rect', { ...box, height, fill: 'none', stroke: theme.quiet }),
    ...words,
  ]
}

/** The frame of a model inside, with its name in the corner. */
function frameOf(name: string, { x, y, width, height }: Place): string[] {
  const [left, top] = [x - width / 2, y - height / 2]
  const frame = { x: left, y: top - 8, width, height: height + 8, rx: 6 }
  return [
    tag('rect', { ...frame, fill: 'none', stroke: theme.quiet, 'stroke-dasharray': '5 4' }),
    text(fitEnd(name, width - 12), left + 8, top + 7, { fill: theme.ink }),
  ]
}

function arrow(points: readonly Point[], rankdir: DiagramSettings['rankdir']): string[] {
  const curve = rankdir === 'TB' ? curveMonotoneY : curveMonotoneX
  const end = points.at(-1)!
  // the tip points along the ranks, which is how the curve ends
  const [back, side] =
    rankdir === 'TB'
      ? [
          { x: 0, y: -7 },
          { x: 4, y: 0 },
        ]
      : [
          { x: -7, y: 0 },
          { x: 0, y: 4 },
        ]
  const base = { x: end.x + back.x, y: end.y + back.y }
  const path = lineThrough<Point>(
    (p) => p.x,
    (p) => p.y,
  )
    .curve(curve)
    .digits(2)([...points.slice(0, -1), base])
  const corners = [
    end,
    { x: base.x + side.x, y: base.y + side.y },
    { x: base.x - side.x, y: base.y - side.y },
  ]
  return [
    tag('path', { d: path ?? '', fill: 'none', stroke: theme.quiet, 'stroke-width': 1.4 }),
    tag('path', {
      d: `M${corners.map((p) => `${round(p.x)} ${round(p.y)}`).join('L')}Z`,
      fill: theme.quiet,
    }),
  ]
}
