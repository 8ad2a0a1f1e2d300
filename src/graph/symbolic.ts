import type { tf } from '../engine/index.js'
import type { Layer } from '../layers/base/layer.js'
import { pythonShape, type Shape } from './shape.js'

/** A place in the graph of a model: a tensor that has a shape and a maker, but no values yet. */
export class SymbolicTensor {
  constructor(
    readonly shape: Shape,
    readonly dtype: tf.DataType,
    /** The call that makes it. */
    readonly node: Node,
    /** Which output of that call it is. */
    readonly tensorIndex: number,
  ) {}

  /** The layer that makes it. */
  get layer(): Layer {
    return this.node.layer
  }

  get name(): string {
    return this.layer.name
  }

  /** As Keras points at a tensor of a graph: layer, which call of it, which output. */
  get history(): [string, number, number] {
    return [this.layer.name, this.node.index, this.tensorIndex]
  }

  toString(): string {
    return `<SymbolicTensor shape=${pythonShape(this.shape)}, dtype=${this.dtype}, name=${this.name}>`
  }
}

/** Arguments of a call, in which any value may be a tensor, a list of tensors, or a plain value. */
export type CallArguments = Record<string, unknown>

/** One call of a layer in the graph. */
export class Node {
  outputs: readonly SymbolicTensor[] = []
  /** All tensors that go in: the inputs first, then those among the keyword arguments. */
  readonly tensors: readonly SymbolicTensor[]

  constructor(
    readonly layer: Layer,
    /** Which call of the layer this is. */
    readonly index: number,
    /** What is passed first: one tensor, or a list. Undefined for the entry of a graph. */
    readonly inputs: SymbolicTensor | readonly SymbolicTensor[] | undefined,
    readonly kwargs: CallArguments,
    /** Whether the call gives a list, even if of one. */
    readonly listOfOutputs: boolean,
    /** The names of those keyword arguments that were given by position; files write them so. */
    readonly positional: readonly string[] = [],
  ) {
    this.tensors = symbolicTensorsIn([inputs, Object.values(kwargs)])
  }

  get isInput(): boolean {
    return this.inputs === undefined
  }
}

export const isSymbolic = (value: unknown): value is SymbolicTensor => value instanceof SymbolicTensor

/** Every symbolic tensor in nested lists, in order. */
export function symbolicTensorsIn(value: unknown): SymbolicTensor[] {
  if (isSymbolic(value)) return [value]
  if (Array.isArray(value)) return value.flatMap(symbolicTensorsIn)
  return []
}

/** The same nested lists with every symbolic tensor replaced. */
export function mapSymbolic<T>(value: unknown, replace: (tensor: SymbolicTensor) => T): unknown {
  if (isSymbolic(value)) return replace(value)
  if (Array.isArray(value)) return value.map((v) => mapSymbolic(v, replace))
  return value
}
