import type { tf } from '../engine/index.js'
import { isPlainObject } from '../support/options.js'
import { FixedTensor } from './fixed-tensor.js'
import type { ForwardPass } from './forward-pass.js'
import { pythonShape, type Shape } from './shape.js'

/** Shape and dtype of a tensor that is not computed yet. */
export interface TensorSpec {
  readonly shape: Shape
  readonly dtype: tf.DataType
}

/** What comes out of a call: one tensor, or a list. */
export type TensorSpecs = TensorSpec | readonly TensorSpec[]

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

  /** The layer or operation that makes it. */
  get operation(): NodeOperation {
    return this.node.operation
  }

  get name(): string {
    return this.operation.name
  }

  /** As Keras points at a tensor of a graph: layer or operation, which call of it, which output. */
  get history(): [string, number, number] {
    return [this.name, this.node.index, this.tensorIndex]
  }

  toString(): string {
    return `<SymbolicTensor shape=${pythonShape(this.shape)}, dtype=${this.dtype}, name=${this.name}>`
  }
}

/** Named arguments of a call, in which any value may be a tensor, a list of tensors, or a plain value. */
export type CallArguments = Record<string, unknown>

/** What the graph needs to know of a layer or operation that is called in it. */
export interface NodeOperation {
  readonly name: string
  readonly className: string
  /** Its calls on symbolic tensors, over all models. */
  readonly nodes: Node[]
  /** Computes on real tensors as part of a pass. */
  perform(
    args: readonly unknown[],
    kwargs: CallArguments,
    pass: ForwardPass,
    options?: PerformOptions,
  ): tf.Tensor | tf.Tensor[]
  /** Shapes and dtypes of the outputs, from arguments with symbolic tensors in them. */
  computeOutputSpec(args: readonly unknown[], kwargs: CallArguments): TensorSpecs
  /** Whether it can compute the operation that follows as well, where nothing else needs its own output. */
  fuses(next: NodeOperation): boolean
}

export interface PerformOptions {
  /** What the model around it says about training; it goes before what the call itself says. */
  readonly training?: boolean | undefined
  /** The operation that follows, if this one computes it too. */
  readonly fused?: NodeOperation | undefined
}

/** One call of a layer or operation in the graph. */
export class Node {
  outputs: readonly SymbolicTensor[] = []
  /** All tensors that go in, in the order of the arguments. */
  readonly tensors: readonly SymbolicTensor[]

  constructor(
    readonly operation: NodeOperation,
    /** Which call of the operation this is. */
    readonly index: number,
    /** What is passed by position; empty for the entry of a graph. */
    readonly args: readonly unknown[],
    /** What is passed by name. */
    readonly kwargs: CallArguments,
    /** Whether the call gives a list, even if of one. */
    readonly listOfOutputs: boolean,
  ) {
    this.tensors = symbolicTensorsIn([args, kwargs])
  }

  get isInput(): boolean {
    return this.args.length === 0 && this.tensors.length === 0
  }
}

export const isSymbolic = (value: unknown): value is SymbolicTensor => value instanceof SymbolicTensor

/** Every symbolic tensor in nested lists and plain objects, in order. */
export function symbolicTensorsIn(value: unknown): SymbolicTensor[] {
  if (isSymbolic(value)) return [value]
  if (Array.isArray(value)) return value.flatMap(symbolicTensorsIn)
  return isPlainObject(value) ? Object.values(value).flatMap(symbolicTensorsIn) : []
}

/** The same nested lists and plain objects with every symbolic tensor replaced. */
export function mapSymbolic<T>(value: unknown, replace: (tensor: SymbolicTensor) => T): unknown {
  if (isSymbolic(value)) return replace(value)
  if (Array.isArray(value)) return value.map((v) => mapSymbolic(v, replace))
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, mapSymbolic(v, replace)]))
}

/** The arguments of a call for computing: symbolic tensors replaced, constants as tensors. */
export function computable(value: unknown, replace: (tensor: SymbolicTensor) => tf.Tensor): unknown {
  if (isSymbolic(value)) return replace(value)
  if (value instanceof FixedTensor) return value.tensor()
  if (Array.isArray(value)) return value.map((v) => computable(v, replace))
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, computable(v, replace)]))
}

/** A symbolic tensor that belongs to no graph: only its shape and dtype are asked for. */
export const placeholder = ({ shape, dtype }: TensorSpec): SymbolicTensor =>
  new SymbolicTensor(shape, dtype, undefined as unknown as Node, 0)
