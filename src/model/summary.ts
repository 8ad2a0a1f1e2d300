import type { Variable } from '../engine/index.js'
import type { Graph } from '../graph/graph.js'
import { pythonShape, shapeList } from '../graph/shape.js'
import type { Node, NodeOperation } from '../graph/symbolic.js'
import type { Layer } from '../layers/base/layer.js'
import { type Column, table } from './table.js'

export interface SummaryOptions {
  lineLength?: number
  expandNested?: boolean
  showTrainable?: boolean
}

/** What a summary needs of a model. */
export interface Summarized extends Layer {
  readonly layers: readonly Layer[]
  readonly graph: Graph | undefined
  /** The optimizer's variables, once there are any. */
  readonly optimizerVariables: readonly Variable[] | undefined
}

/** The table that Keras prints for a model: layers, shapes, parameters and, where they branch, connections. */
export function summarize(model: Summarized, options: SummaryOptions = {}): string {
  const sequential = model.className !== 'Functional' || isChain(model.graph!)
  const { expandNested = false, showTrainable = false } = options
  const positions = sequential ? [0.45, 0.8, 1] : [0.3, 0.56, 0.74, 1]
  const places = showTrainable ? [...positions.map((p) => p * 0.9), 1] : positions
  const widest = Math.min(
    (sequential ? 88 : 108) + (showTrainable ? 12 : 0),
    (process.stdout.columns ?? 80) - 4,
  )
  const width = options.lineLength ?? Math.max(widest, 40)
  const headers = ['Layer (type)', 'Output Shape', 'Param #', ...(sequential ? [] : ['Connected to'])]
  if (showTrainable) headers.push('Trainable')
  const align = ['left', 'left', 'right', ...(sequential ? [] : ['left']), 'center'] as Column['align'][]
  const columns = headers.map((header, i) => ({
    header,
    align: align[i]!,
    width: Math.trunc(places[i]! * width) - (i === 0 ? 0 : Math.trunc(places[i - 1]! * width)),
  }))
  const fields = (layer: Layer, level: number): string[] => [
    `${level ? `${'   '.repeat(level)}└ ` : ''}${layer.name} (${layer.className})`,
    outputShape(layer),
    layer.built ? layer.countParams().toLocaleString('en-US') : '0 (unbuilt)',
    ...(sequential ? [] : [connections(layer, model.graph!)]),
    ...(showTrainable ? [layer.weights.length === 0 ? '-' : layer.trainable ? 'Y' : 'N'] : []),
  ]
  const rows = (layer: Layer, level: number): string[][] => {
    const inner = expandNested ? ((layer as Partial<Summarized>).layers ?? []) : []
    return [fields(layer, level), ...inner.flatMap((l) => rows(l, level + 1))]
  }
  return [
    `Model: "${model.name}"`,
    ...table(
      columns,
      model.layers.flatMap((l) => rows(l, 0)),
    ),
    ...totals(model),
  ].join('\n')
}

function totals(model: Summarized): string[] {
  const trainable = size(model.trainableWeights)
  const rest = size(model.nonTrainableWeights)
  const optimizer = model.optimizerVariables && size(model.optimizerVariables)
  const line = (what: string, { count, bytes }: ReturnType<typeof size>) =>
    ` ${what}: ${count.toLocaleString('en-US')} (${readable(bytes)})`
  const total = [trainable, rest, optimizer ?? { count: 0, bytes: 0 }].reduce((a, b) => ({
    count: a.count + b.count,
    bytes: a.bytes + b.bytes,
  }))
  return [
    line('Total params', total),
    line('Trainable params', trainable),
    line('Non-trainable params', rest),
    ...(optimizer ? [line('Optimizer params', optimizer)] : []),
  ]
}

function size(variables: readonly Variable[]): { count: number; bytes: number } {
  const unique = [...new Set(variables)]
  return {
    count: unique.reduce((n, v) => n + v.size, 0),
    bytes: unique.reduce((n, v) => n + v.size * bytesPer[v.storedDtype ?? v.dtype]!, 0),
  }
}

const bytesPer: Record<string, number> = { float32: 4, int32: 4, int64: 8, bool: 1 }

function readable(bytes: number): string {
  let value = bytes
  for (const unit of ['B', 'KB', 'MB', 'GB', 'TB']) {
    if (value < 1024) return `${value.toFixed(2)} ${unit}`
    value /= 1024
  }
  return `${value.toFixed(2)} PB`
}

function outputShape(layer: Layer): string {
  const last = layer.nodes.at(-1)
  const shapes = last ? last.outputs.map((t) => pythonShape(t.shape)) : shapesWhenBuilt(layer)
  if (!shapes) return '?'
  return shapes.length === 1 ? shapes[0]! : `[${shapes.join(', ')}]`
}

/** A layer that only a model's own code calls has no place in a graph; it knows what it was built for. */
function shapesWhenBuilt(layer: Layer): string[] | undefined {
  if (!layer.builtShape) return undefined
  try {
    return shapeList(layer.computeOutputShape(layer.builtShape)).map(pythonShape)
  } catch {
    // a layer whose call needs more than its inputs
    return undefined
  }
}

function connections(layer: NodeOperation, graph: Graph): string {
  const from = graph
    .nodesOf(layer)
    .flatMap((n) => n.tensors.map((t) => `${t.name}[${t.node.index}][${t.tensorIndex}]`))
  return from.length > 0 ? from.join(', ') : '-'
}

/** Whether every layer has one input and feeds one other, so that connections need not be shown. */
function isChain(graph: Graph): boolean {
  const byDepth = new Map<number, Node[]>()
  for (const node of graph.nodes) {
    const depth = graph.depths.get(node)!
    byDepth.set(depth, [...(byDepth.get(depth) ?? []), node])
  }
  const simple = [...byDepth.values()].every((nodes) => nodes.length === 1 && nodes[0]!.tensors.length <= 1)
  return simple && graph.operations.every((l) => graph.nodesOf(l).length <= 1)
}
