import type { Node, NodeOperation, SymbolicTensor } from '../../graph/symbolic.js'
import { Model, Sequential } from '../../model/index.js'

/** A layer or operation of a diagram. */
export interface Box {
  /** A name that every language of diagrams takes. */
  readonly id: string
  readonly operation: NodeOperation
  /** The model inside that it belongs to. */
  readonly cluster?: Cluster
}

/** A model inside, whose layers are shown. */
export interface Cluster {
  readonly id: string
  readonly model: Model
  readonly parent?: Cluster
}

/** What a diagram shows of a model: its layers, and from which to which tensors go. */
export interface ModelGraph {
  readonly name: string
  readonly boxes: readonly Box[]
  readonly clusters: readonly Cluster[]
  readonly edges: readonly (readonly [from: Box, to: Box])[]
}

/**
 * The graph of a model as Keras' `model_to_dot` sees it: one box a layer, however often it is called; the layers of a
 * Sequential without its input; a model with a `call` of its own as one box.
 *
 * @param expand whether models inside are shown by their layers
 */
export function modelGraph(model: Model, expand: boolean): ModelGraph {
  const boxes = new Map<NodeOperation, Box>()
  const clusters: Cluster[] = []
  const edges = new Map<string, readonly [Box, Box]>()
  const opens = (operation: NodeOperation): operation is Model & NodeOperation =>
    expand && operation instanceof Model && operation.graph !== undefined

  const addBox = (operation: NodeOperation, cluster?: Cluster): void => {
    if (boxes.has(operation)) return
    boxes.set(operation, { id: `n${boxes.size}`, operation, ...(cluster && { cluster }) })
  }
  const addBoxes = (of: Model, cluster?: Cluster): void => {
    for (const operation of operationsOf(of)) {
      if (!opens(operation)) {
        addBox(operation, cluster)
        continue
      }
      if (clusters.some((c) => c.model === operation)) continue
      const inner = {
        id: `cluster_${clusters.length}`,
        model: operation,
        ...(cluster && { parent: cluster }),
      }
      clusters.push(inner)
      addBoxes(operation, inner)
    }
  }
  const sourceOf = ({ operation, tensorIndex }: SymbolicTensor): NodeOperation =>
    opens(operation) ? sourceOf(operation.outputs[tensorIndex]!) : operation
  const targetOf = (operation: NodeOperation, input: number): NodeOperation => {
    if (!opens(operation)) return operation
    // a Sequential has no box for its input
    const inner =
      operation instanceof Sequential ? operationsOf(operation)[0]! : operation.inputs[input]!.operation
    return targetOf(inner, input)
  }
  const addEdges = (of: Model): void => {
    for (const { operation, tensors } of callsOf(of)) {
      tensors.forEach((tensor, i) => {
        const [from, to] = [boxes.get(sourceOf(tensor)), boxes.get(targetOf(operation, i))]
        if (from && to) edges.set(`${from.id} ${to.id}`, [from, to])
      })
    }
  }

  if (model.graph) {
    addBoxes(model)
    for (const part of [model, ...clusters.map((c) => c.model)]) addEdges(part)
  } else addBox(model)
  return { name: model.name, boxes: [...boxes.values()], clusters, edges: [...edges.values()] }
}

const operationsOf = (model: Model): readonly NodeOperation[] =>
  model instanceof Sequential ? model.layers : model.graph!.operations

const callsOf = (model: Model): readonly Node[] => model.graph!.nodes.filter((node) => !node.isInput)
