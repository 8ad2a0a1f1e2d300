import type { Model } from '../../model/index.js'
import { type Cluster, modelGraph } from './model-graph.js'
import { type DiagramOptions, diagramSettings } from './options.js'
import { rowsOf } from './rows.js'

/**
 * The diagram of a model in Mermaid, which Markdown shows on many sites.
 *
 * @param model a model that is built
 * @param options.showShapes, showDtype, showLayerNames (true), showLayerActivations, showTrainable, expandNested,
 *   rankdir (`TB`): as for `plotModel`
 *
 * @throws KeratinError ARGUMENT, UNKNOWN_NAME; NOT_BUILT
 * @example modelToMermaid(model, { showLayerNames: false }) // 'flowchart TB\n  n0["<b>Dense</b>"]\n'
 */
export function modelToMermaid(model: Model, options?: DiagramOptions): string {
  const settings = diagramSettings('modelToMermaid', model, options)
  const { boxes, clusters, edges } = modelGraph(model, settings.expandNested)
  const within = (cluster: Cluster | undefined, depth: number): string[] => {
    const indent = '  '.repeat(depth)
    return [
      ...boxes
        .filter((box) => box.cluster === cluster)
        .map((box) => {
          const rows = rowsOf(box, settings).map(({ kind, words }) =>
            kind === 'title' ? `<b>${escapeMermaid(words)}</b>` : escapeMermaid(words),
          )
          return `${indent}${box.id}["${rows.join('<br/>')}"]`
        }),
      ...clusters
        .filter(({ parent }) => parent === cluster)
        .flatMap((inner) => [
          `${indent}subgraph ${inner.id}["${escapeMermaid(inner.model.name)}"]`,
          ...within(inner, depth + 1),
          `${indent}end`,
        ]),
    ]
  }
  const arrows = edges.map(([from, to]) => `  ${from.id} --> ${to.id}`)
  return [`flowchart ${settings.rankdir}`, ...within(undefined, 1), ...arrows, ''].join('\n')
}

/** Text inside the quotes of a label: everything that Mermaid, Markdown or HTML might read otherwise, by its number. */
const escapeMermaid = (text: string): string =>
  text.replace(/\p{Cc}+/gu, ' ').replace(/[#&<>"`\\[\]{}|;]/g, (c) => `#${c.charCodeAt(0)};`)
