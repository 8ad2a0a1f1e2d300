import { Graph, layout as layered } from '@dagrejs/dagre'
import type { Box, Cluster, ModelGraph } from './model-graph.js'
import type { DiagramSettings } from './options.js'

export interface Point {
  x: number
  y: number
}

/** A rectangle around its middle. */
export interface Place extends Point {
  width: number
  height: number
}

interface Layout {
  width: number
  height: number
  boxes: ReadonlyMap<Box, Place>
  clusters: ReadonlyMap<Cluster, Place>
  /** The points that each arrow goes through, in the order of the edges. */
  edges: readonly (readonly Point[])[]
}

/** Room between boxes; around models inside there is room for their name, too. */
const margin = 24

/** Where everything lies: layers of boxes below or beside each other, with few crossings. */
export function layoutOf(
  { boxes, clusters, edges }: ModelGraph,
  sizes: ReadonlyMap<Box, { width: number; height: number }>,
  rankdir: DiagramSettings['rankdir'],
): Layout {
  const graph = new Graph({ compound: clusters.length > 0 })
  const gap = clusters.length > 0 ? 46 : 34
  // the exact way takes minutes for networks of hundreds of layers
  const ranker = boxes.length > 150 ? 'longest-path' : 'network-simplex'
  graph.setGraph({ rankdir, ranker, nodesep: 28, ranksep: gap, marginx: margin, marginy: margin })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id, parent } of clusters) {
    graph.setNode(id, {})
    if (parent) graph.setParent(id, parent.id)
  }
  for (const box of boxes) {
    graph.setNode(box.id, { ...sizes.get(box)! })
    if (box.cluster) graph.setParent(box.id, box.cluster.id)
  }
  for (const [from, to] of edges) graph.setEdge(from.id, to.id, {})
  layered(graph)
  const { width = 0, height = 0 } = graph.graph()
  const place = (id: string): Place => graph.node(id) as Place
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: new Map(boxes.map((box) => [box, place(box.id)])),
    clusters: new Map(clusters.map((cluster) => [cluster, place(cluster.id)])),
    edges: edges.map(([from, to]) => graph.edge(from.id, to.id).points as Point[]),
  }
}
