import type { Node, NodeOperation, SymbolicTensor } from './symbolic.js'

interface Topology {
  nodes: Node[]
  depths: Map<Node, number>
  operations: NodeOperation[]
}

/**
 * Orders the calls between inputs and outputs as Keras does, so that layers come in the same order in summaries and
 * files: by depth (the longest way to an output), and within a depth as first met on the way back from the outputs.
 */
export function sortNodes(inputs: readonly SymbolicTensor[], outputs: readonly SymbolicTensor[]): Topology {
  const { order, firstMet } = visit(inputs, outputs)
  const within = new Set(order)
  const depths = new Map<Node, number>()
  const operationDepths = new Map<NodeOperation, number>()
  for (const node of [...order].reverse()) {
    // a shared layer counts with its greatest depth
    const depth = Math.max(depths.get(node) ?? 0, operationDepths.get(node.operation) ?? 0)
    depths.set(node, depth)
    operationDepths.set(node.operation, depth)
    for (const { node: parent } of node.tensors) {
      if (within.has(parent)) depths.set(parent, Math.max(depth + 1, depths.get(parent) ?? 0))
    }
  }
  for (const { node } of inputs) {
    if (!depths.has(node) && node.isInput) {
      depths.set(node, 0)
      operationDepths.set(node.operation, 0)
      firstMet.set(node.operation, -1)
    }
  }
  const byDepth = <T>(map: Map<T, number>) => [...map.keys()].sort((a, b) => map.get(b)! - map.get(a)!)
  const operations = byDepth(operationDepths).sort(
    (a, b) => operationDepths.get(b)! - operationDepths.get(a)! || firstMet.get(a)! - firstMet.get(b)!,
  )
  return { nodes: byDepth(depths), depths, operations }
}

function visit(inputs: readonly SymbolicTensor[], outputs: readonly SymbolicTensor[]) {
  const finished = new Set<Node>()
  const order: Node[] = []
  const firstMet = new Map<NodeOperation, number>()
  const entries = new Set(inputs)
  // an explicit stack: deep models must not exhaust the one of JavaScript
  const stack = outputs.map((tensor) => ({ tensor, done: false })).reverse()
  while (stack.length > 0) {
    const { tensor, done } = stack.pop()!
    const { node } = tensor
    if (done) {
      if (!finished.has(node)) {
        finished.add(node)
        order.push(node)
      }
      continue
    }
    if (finished.has(node)) continue
    if (!node.isInput && entries.has(tensor)) {
      finished.add(node)
      continue
    }
    if (!firstMet.has(node.operation)) firstMet.set(node.operation, firstMet.size)
    stack.push({ tensor, done: true })
    for (const input of [...node.tensors].reverse()) stack.push({ tensor: input, done: false })
  }
  return { order, firstMet }
}
