import type { Model } from '../../model/index.js'
import { escapeText } from '../svg.js'
import { describe } from './describe.js'
import { type Box, type Cluster, modelGraph } from './model-graph.js'
import { type DiagramOptions, type DiagramSettings, diagramSettings } from './options.js'

/**
 * The diagram of a model in DOT, the language of Graphviz, with the labels of Keras.
 *
 * @param model a model that is built
 * @param options.showShapes, showDtype, showLayerNames (true), showLayerActivations, showTrainable, expandNested,
 *   rankdir (`TB`): as for `plotModel`
 *
 * @throws KeratinError ARGUMENT, UNKNOWN_NAME; NOT_BUILT
 * @example await writeFile('model.dot', modelToDot(model, { showShapes: true }))
 * @see https://keras.io/api/utils/model_plotting_utils/#model_to_dot-function
 */
export function modelToDot(model: Model, options?: DiagramOptions): string {
  const settings = diagramSettings('modelToDot', model, options)
  const { name, boxes, clusters, edges } = modelGraph(model, settings.expandNested)
  const within = (cluster: Cluster | undefined, depth: number): string[] => {
    const indent = '  '.repeat(depth)
    return [
      ...boxes.filter((box) => box.cluster === cluster).map((box) => indent + boxText(box, settings)),
      ...clusters
        .filter(({ parent }) => parent === cluster)
        .flatMap((inner) => [
          `${indent}subgraph ${inner.id} {`,
          `${indent}  graph [label=${quote(inner.model.name)}, labeljust=l, style=dashed];`,
          ...within(inner, depth + 1),
          `${indent}}`,
        ]),
    ]
  }
  return [
    `digraph ${quote(name)} {`,
    `  graph [rankdir=${settings.rankdir}, concentrate=true, dpi=200, splines=ortho];`,
    '  node [shape=record];',
    ...within(undefined, 1),
    ...edges.map(([from, to]) => `  ${from.id} -> ${to.id} [penwidth=2];`),
    '}',
    '',
  ].join('\n')
}

const boxText = (box: Box, settings: DiagramSettings): string =>
  `${box.id} [label=<${labelOf(box, settings)}>, fontname=Helvetica, border=0, margin=0];`

/** The label of a layer as Keras writes it: a table in HTML. */
function labelOf({ operation }: Box, settings: DiagramSettings): string {
  const { showDtype, showTrainable, showShapes, showLayerNames, showLayerActivations } = settings
  const { className, name, activation, inputShape, outputShape, dtypes, trainable } = describe(operation)
  const span = Math.max(1, Number(showDtype) + Number(showTrainable) + (showShapes ? 2 : 0))
  const title = showLayerNames
    ? `<b>${escapeText(name)}</b> (${escapeText(className)})`
    : `<b>${escapeText(className)}</b>`
  const cell = (words: string, value: string) =>
    `<td bgcolor="white"><font point-size="14">${words}: <b>${escapeText(value)}</b></font></td>`
  const mark = (color: string, words: string) =>
    `<td bgcolor="${color}"><font point-size="14" color="white"><b>${words}</b></font></td>`
  const cells = [
    ...(showShapes && inputShape !== undefined ? [cell('Input shape', inputShape)] : []),
    ...(showShapes ? [cell('Output shape', outputShape)] : []),
    ...(showDtype ? [cell('Output dtype', pythonList(dtypes))] : []),
    ...(showTrainable && trainable === true ? [mark('forestgreen', 'Trainable')] : []),
    ...(showTrainable && trainable === false ? [mark('firebrick', 'Non-trainable')] : []),
  ]
  return [
    '<table border="0" cellborder="1" bgcolor="black" cellpadding="10">',
    `<tr><td colspan="${span}" bgcolor="black"><font point-size="16" color="white">${title}</font></td></tr>`,
    ...(showLayerActivations && activation !== undefined
      ? [
          `<tr><td bgcolor="white" colspan="${span}"><font point-size="14">` +
            `Activation: <b>${escapeText(activation)}</b></font></td></tr>`,
        ]
      : []),
    ...(cells.length > 0 ? [`<tr>${cells.join('')}</tr>`] : []),
    '</table>',
  ].join('')
}

/** As Python prints one text, or a list of them. */
const pythonList = (texts: readonly string[]): string => {
  if (texts.length === 0) return '?'
  return texts.length === 1 ? texts[0]! : `[${texts.map((t) => `'${t}'`).join(', ')}]`
}

/** A text in quotes as DOT has them. */
const quote = (text: string): string =>
  `"${text
    .replace(/\\/g, '\\\\')
    .replace(/"/g, '\\"')
    .replace(/\p{Cc}+/gu, ' ')}"`
