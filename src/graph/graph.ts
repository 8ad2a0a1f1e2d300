import { tf } from '../engine/index.js'
import { KeratinError } from '../support/errors.js'
import type { ForwardPass } from './forward-pass.js'
import type { Mask } from './masks.js'
import { outputSpecs } from './output-specs.js'
import type { Shape } from './shape.js'
import {
  type CallArguments,
  computable,
  isSymbolic,
  type Node,
  type NodeOperation,
  type SymbolicTensor,
  symbolicTensorsIn,
  type TensorSpec,
} from './symbolic.js'
import { sortNodes } from './topology.js'

/**
 * The part of the graph of calls between given inputs and outputs, in an order it can be computed in.
 *
 * @throws KeratinError `ARGUMENT` if an output depends on something that is no input, or if two layers share a name
 */
export class Graph {
  /** The calls, each after those it needs. */
  readonly nodes: readonly Node[]
  /** Distance of each call from the outputs. */
  readonly depths: ReadonlyMap<Node, number>
  /** Layers and operations in Keras' order: farthest from the outputs first. */
  readonly operations: readonly NodeOperation[]
  /** How often each tensor is used, to free it after the last time. */
  readonly #uses = new Map<SymbolicTensor, number>()
  /** Calls whose operation computes the call that follows, too. */
  readonly #fused = new Map<Node, Node>()

  constructor(
    readonly name: string,
    readonly inputs: readonly SymbolicTensor[],
    readonly outputs: readonly SymbolicTensor[],
  ) {
    const { nodes, depths, operations } = sortNodes(inputs, outputs)
    this.nodes = nodes
    this.depths = depths
    this.operations = operations
    this.#checkConnected()
    this.#checkNames()
    for (const t of [...nodes.flatMap((n) => n.tensors), ...outputs])
      this.#uses.set(t, (this.#uses.get(t) ?? 0) + 1)
    for (const node of nodes) {
      const [before] = node.tensors
      const alone = before && node.tensors.length === 1 && this.#uses.get(before) === 1
      if (alone && !before.node.isInput && depths.has(before.node) && before.operation.fuses(node.operation))
        this.#fused.set(before.node, node)
    }
  }

  /** The calls of one layer or operation that belong to this graph. */
  nodesOf(operation: NodeOperation): Node[] {
    return operation.nodes.filter((n) => this.depths.has(n))
  }

  /**
   * Computes the outputs. In a lean pass, tensors in between are freed as soon as nothing needs them.
   *
   * @param training what the model was told; where it was told nothing, each call keeps what it says itself
   */
  run(
    inputs: readonly tf.Tensor[],
    pass: ForwardPass,
    masks: readonly Mask[] = [],
    training?: boolean,
  ): tf.Tensor[] {
    const values = new Map<SymbolicTensor, tf.Tensor>()
    this.inputs.forEach((t, i) => {
      values.set(t, inputs[i]!)
      if (masks[i]) pass.masks.set(inputs[i]!, masks[i])
    })
    const kept = new Set(inputs)
    const freeing = pass.lean && tf.engine().state.gradientDepth === 0
    const left = new Map(this.#uses)
    const value = (t: SymbolicTensor): tf.Tensor => values.get(t)!

    for (const node of this.nodes) {
      if (node.isInput || node.outputs.every((t) => values.has(t))) continue
      const next = pass.alter ? undefined : this.#fused.get(node)
      const args = node.args.map((arg) => computable(arg, value))
      const kwargs = computable(node.kwargs, value) as CallArguments
      const output = node.operation.perform(args, kwargs, pass, { training, fused: next?.operation })
      const outputs = Array.isArray(output) ? output : [output]
      ;(next ?? node).outputs.forEach((t, i) => {
        values.set(t, outputs[i]!)
      })
      if (!freeing) continue
      for (const t of node.tensors) {
        const n = left.get(t)! - 1
        left.set(t, n)
        const made = values.get(t)!
        // a layer may hand on a weight, which stays, or its input: that goes when no other name of it is needed
        const elsewhere = () => [...values].some(([other, v]) => v === made && (left.get(other) ?? 0) > 0)
        const ours = !kept.has(made) && !(made instanceof tf.Variable) && !pass.masks.holds(made)
        if (n === 0 && ours && !elsewhere()) made.dispose()
      }
    }
    return this.outputs.map(value)
  }

  /** The output shapes for other input shapes. */
  outputShapes(inputShapes: readonly Shape[]): Shape[] {
    return outputSpecs(this, inputShapes).map(({ shape }: TensorSpec) => shape)
  }

  #checkConnected(): void {
    const known = new Set(this.inputs)
    for (const node of this.nodes) {
      const missing = node.isInput
        ? node.outputs.find((t) => !known.has(t))
        : node.tensors.find((t) => !known.has(t))
      if (missing && !node.outputs.every((t) => known.has(t))) {
        throw new KeratinError(
          'ARGUMENT',
          `Model "${this.name}": the output depends on ${missing} of layer "${missing.name}", which is not among the inputs.`,
          { hint: 'Add it to inputs, or build the layers on one of the inputs.' },
        )
      }
      for (const t of node.outputs) known.add(t)
    }
  }

  #checkNames(): void {
    const seen = new Map<string, NodeOperation>()
    for (const operation of this.operations) {
      const other = seen.get(operation.name)
      if (other && other !== operation) {
        throw new KeratinError(
          'ARGUMENT',
          `Model "${this.name}": two layers are named "${operation.name}" (${other.className} and ${operation.className}).`,
          { hint: 'Names must be different: set the name option of one of them.' },
        )
      }
      seen.set(operation.name, operation)
    }
  }
}

/** All tensors in nested lists and records; those of records in the order of their names, as Keras takes them. */
export function flattenSymbolic(value: unknown): SymbolicTensor[] {
  if (!value || typeof value !== 'object' || isSymbolic(value) || Array.isArray(value))
    return symbolicTensorsIn(value)
  return recordKeys(value).flatMap((key) => symbolicTensorsIn((value as Record<string, unknown>)[key]))
}

/** The names in a record, in the order that Keras takes them. */
export const recordKeys = (record: object): string[] => Object.keys(record).sort()
