import type { Model } from '../../model/index.js'
import { type Box, type Cluster, modelGraph } from './model-graph.js'
import { type DiagramOptions, diagramSettings } from './options.js'
import { rowsOf } from './rows.js'

/**
 * The diagram of a model as lines of text: its layers in order, what each takes, and models inside as branches.
 *
 * @param model a model that is built
 * @param options.showShapes, showDtype, showLayerNames (true), showLayerActivations, showTrainable, expandNested: as for
 *   `plotModel`; text goes from top to bottom
 *
 * @throws KeratinError ARGUMENT, UNKNOWN_NAME; NOT_BUILT
 * @example process.stdout.write(modelToText(model, { showShapes: true }))
 */
export function modelToText(model: Model, options?: Omit<DiagramOptions, 'rankdir'>): string {
  const settings = diagramSettings('modelToText', model, options)
  const { name, boxes, edges } = modelGraph(model, settings.expandNested)
  const places = new Map(boxes.map((box, i) => [box, i + 1]))
  const from = (box: Box) => edges.filter(([, to]) => to === box).map(([source]) => places.get(source)!)
  const lineOf = (box: Box): string => {
    const [title, ...rest] = rowsOf(box, settings).map(({ words }) => words)
    const sources = from(box)
    const parts = [`${places.get(box)} ${title}`, ...rest]
    return `${parts.join(', ')}${sources.length > 0 ? ` ← ${sources.join(', ')}` : ''}`
  }
  const within = (cluster: Cluster | undefined, indent: string): string[] => {
    // a model inside stands where its first layer would
    const entries: (Box | Cluster)[] = []
    for (const box of boxes) {
      const entry = childOf(box, cluster)
      if (entry && !entries.includes(entry)) entries.push(entry)
    }
    return entries.flatMap((entry, i) => {
      const last = i === entries.length - 1
      const line = 'operation' in entry ? lineOf(entry) : `${entry.model.className}, ${entry.model.name}`
      const below = 'operation' in entry ? [] : within(entry, `${indent}${last ? '   ' : '│  '}`)
      return [`${indent}${last ? '└─' : '├─'} ${plain(line)}`, ...below]
    })
  }
  return `${[plain(`${model.className}, ${name}`), ...within(undefined, '')].join('\n')}\n`
}

/** What stands for a box in the list of a cluster: the box, or the model inside that holds it. */
function childOf(box: Box, cluster: Cluster | undefined): Box | Cluster | undefined {
  if (box.cluster === cluster) return box
  for (let inner = box.cluster; inner; inner = inner.parent) if (inner.parent === cluster) return inner
  return undefined
}

/** Without characters that a terminal would obey. */
const plain = (text: string): string => text.replace(/\p{Cc}+/gu, ' ')
