import { tf } from '../engine/index.js'
import type { Layer } from '../layers/base/layer.js'
import { KeratinError } from '../support/errors.js'
import type { Mask, Tensors } from './call-context.js'
import type { ForwardPass } from './forward-pass.js'
import type { Shape, Shapes } from './shape.js'
import { isSymbolic, mapSymbolic, type Node, type SymbolicTensor, symbolicTensorsIn } from './symbolic.js'
import { sortNodes } from './topology.js'

/**
 * The part of the graph of layer calls between given inputs and outputs, in an order it can be computed in.
 *
 * @throws KeratinError `ARGUMENT` if an output depends on something that is no input, or if two layers share a name
 */
export class Graph {
  /** The calls, each after those it needs. */
  readonly nodes: readonly Node[]
  /** Distance of each call from the outputs. */
  readonly depths: ReadonlyMap<Node, number>
  /** The layers in Keras' order: farthest from the outputs first. */
  readonly layers: readonly Layer[]
  /** How often each tensor is used, to free it after the last time. */
  readonly #uses = new Map<SymbolicTensor, number>()
  /** Calls whose layer computes the call that follows, too. */
  readonly #fused = new Map<Node, Node>()

  constructor(
    readonly name: string,
    readonly inputs: readonly SymbolicTensor[],
    readonly outputs: readonly SymbolicTensor[],
  ) {
    const { nodes, depths, layers } = sortNodes(inputs, outputs)
    this.nodes = nodes
    this.depths = depths
    this.layers = layers
    this.#checkConnected()
    this.#checkNames()
    for (const t of [...nodes.flatMap((n) => n.tensors), ...outputs])
      this.#uses.set(t, (this.#uses.get(t) ?? 0) + 1)
    for (const node of nodes) {
      const [before] = node.tensors
      const alone = before && node.tensors.length === 1 && this.#uses.get(before) === 1
      if (alone && !before.node.isInput && depths.has(before.node) && before.layer.fuses(node.layer))
        this.#fused.set(before.node, node)
    }
  }

  /** The calls of one layer that belong to this graph. */
  nodesOf(layer: Layer): Node[] {
    return layer.nodes.filter((n) => this.depths.has(n))
  }

  /** Computes the outputs. In a lean pass, tensors in between are freed as soon as nothing needs them. */
  run(
    inputs: readonly tf.Tensor[],
    pass: ForwardPass,
    masks: readonly Mask[] = [],
  ): { outputs: tf.Tensor[]; masks: Mask[] } {
    const values = new Map<SymbolicTensor, tf.Tensor>()
    const maskOf = new Map<SymbolicTensor, Mask>()
    this.inputs.forEach((t, i) => {
      values.set(t, inputs[i]!)
      maskOf.set(t, masks[i] ?? null)
    })
    const kept = new Set(inputs)
    const freeing = pass.lean && tf.engine().state.gradientDepth === 0
    const left = new Map(this.#uses)

    for (const node of this.nodes) {
      if (node.isInput || node.outputs.every((t) => values.has(t))) continue
      const next = this.#fused.get(node)
      const { output, mask } = this.#runNode(node, values, maskOf, pass, next?.layer)
      const outputs = [output].flat() as tf.Tensor[]
      const outputMasks = [mask].flat()
      ;(next ?? node).outputs.forEach((t, i) => {
        values.set(t, outputs[i]!)
        maskOf.set(t, outputMasks[i] ?? null)
      })
      if (!freeing) continue
      for (const t of node.tensors) {
        const n = left.get(t)! - 1
        left.set(t, n)
        const value = values.get(t)!
        // a layer may hand on a weight, which stays, or its input: that goes when no other name of it is needed
        const elsewhere = () => [...values].some(([other, v]) => v === value && (left.get(other) ?? 0) > 0)
        const ours = !kept.has(value) && !(value instanceof tf.Variable)
        if (n === 0 && ours && !elsewhere()) value.dispose()
      }
    }
    return {
      outputs: this.outputs.map((t) => values.get(t)!),
      masks: this.outputs.map((t) => maskOf.get(t) ?? null),
    }
  }

  #runNode(
    node: Node,
    values: ReadonlyMap<SymbolicTensor, tf.Tensor>,
    maskOf: ReadonlyMap<SymbolicTensor, Mask>,
    pass: ForwardPass,
    fused: Layer | undefined,
  ): ReturnType<Layer['run']> {
    const { layer, inputs } = node
    const entries = Object.entries(node.kwargs)
    const kwargs = Object.fromEntries(entries.map(([k, v]) => [k, mapSymbolic(v, (t) => values.get(t)!)]))
    // arguments that are tensors bring their masks along, as Keras names them
    for (const [name, value] of entries) {
      const mask = isSymbolic(value) ? maskOf.get(value) : null
      if (mask) kwargs[`${name}Mask`] ??= mask
    }
    const mask = isSymbolic(inputs)
      ? maskOf.get(inputs)!
      : (inputs as SymbolicTensor[]).map((t) => maskOf.get(t)!)
    return layer.run(mapSymbolic(inputs, (t) => values.get(t)!) as Tensors, pass, mask, kwargs, fused)
  }

  /** The output shapes for other input shapes. */
  outputShapes(inputShapes: readonly Shape[]): Shape[] {
    const shapes = new Map<SymbolicTensor, Shape>()
    this.inputs.forEach((t, i) => {
      shapes.set(t, inputShapes[i]!)
    })
    for (const node of this.nodes) {
      if (node.isInput || node.outputs.every((t) => shapes.has(t))) continue
      const given = mapSymbolic(node.inputs, (t) => shapes.get(t)!) as Shapes
      const result = node.layer.computeOutputShape(given, node.kwargs)
      const list = node.listOfOutputs ? (result as readonly Shape[]) : [result as Shape]
      node.outputs.forEach((t, i) => {
        shapes.set(t, list[i]!)
      })
    }
    return this.outputs.map((t) => shapes.get(t)!)
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
    const seen = new Map<string, Layer>()
    for (const layer of this.layers) {
      const other = seen.get(layer.name)
      if (other && other !== layer) {
        throw new KeratinError(
          'ARGUMENT',
          `Model "${this.name}": two layers are named "${layer.name}" (${other.className} and ${layer.className}).`,
          { hint: 'Names must be different: set the name option of one of them.' },
        )
      }
      seen.set(layer.name, layer)
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
