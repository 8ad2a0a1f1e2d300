import type { tf } from '../engine/index.js'
import { CallableObject } from '../support/callable.js'
import { classNameOf } from '../support/class-name.js'
import { argumentError } from '../support/errors.js'
import { isPlainObject } from '../support/options.js'
import type { Config } from '../support/registry.js'
import { autoName } from './auto-name.js'
import { fixTensors } from './fixed-tensor.js'
import { currentPass, ForwardPass } from './forward-pass.js'
import { inferSpec } from './infer-spec.js'
import {
  type CallArguments,
  Node,
  type NodeOperation,
  type PerformOptions,
  SymbolicTensor,
  symbolicTensorsIn,
  type TensorSpecs,
} from './symbolic.js'

/**
 * The base of everything that can be called on symbolic tensors: operations such as `Add`, and layers.
 *
 * An instance is a function. On real tensors it computes; where any of its arguments is symbolic, at any depth of
 * lists and plain objects, the call becomes a node of the graph and gives symbolic tensors.
 *
 * A subclass computes in `call`, which takes what it was called with; settings belong to the constructor and to
 * `getConfig`. The shapes of the outputs are found by running `call`, where `computeOutputSpec` does not tell them.
 *
 * @example
 * class Square extends Operation {
 *   static override readonly className = 'Square'
 *   call(x: tf.Tensor) { return tf.square(x) }
 * }
 * @see https://keras.io/api/ops/
 */
export abstract class Operation extends CallableObject implements NodeOperation {
  /** The name in Keras and in files. Default: the name of the class. */
  static readonly className: string = 'Operation'
  /** The module that Keras keeps the class in; files name it. */
  static readonly module: string | null = null
  /** The package that a class of a user's own belongs to, as in Keras' `register_keras_serializable`. */
  static readonly package: string = 'Custom'
  /** The name of the class in Keras' source, which names of layers and groups in files come from, if it is another. */
  static readonly sourceName: string | undefined
  /** Its settings that are floats in Keras, as files spell them; those of a class that it extends are known. */
  static readonly floatSettings: readonly string[] = []

  readonly name: string
  /** Its calls on symbolic tensors, over all models. */
  readonly nodes: Node[] = []

  constructor({ name }: { name?: string | null | undefined } = {}) {
    super()
    this.name = name ?? autoName(this.sourceName)
    if (typeof this.name !== 'string' || this.name.includes('/')) {
      throw argumentError(this.className, 'a text without "/"', 'name', this.name)
    }
  }

  get className(): string {
    return classNameOf(this.constructor)
  }

  /** The name that automatic names are made of. */
  get sourceName(): string {
    const made = this.constructor as typeof Operation
    return (Object.hasOwn(made, 'sourceName') ? made.sourceName : undefined) ?? this.className
  }

  /** From arguments to outputs. */
  // biome-ignore lint/suspicious/noExplicitAny: each class narrows its arguments
  abstract call(...args: any[]): tf.Tensor | tf.Tensor[]

  perform(
    args: readonly unknown[],
    kwargs: CallArguments,
    _pass: ForwardPass,
    _options?: PerformOptions,
  ): tf.Tensor | tf.Tensor[] {
    return this.call(...args, ...(Object.keys(kwargs).length > 0 ? [kwargs] : []))
  }

  computeOutputSpec(args: readonly unknown[], kwargs: CallArguments): TensorSpecs {
    const where = `${this.className} "${this.name}"`
    return inferSpec(where, [args, kwargs], (given, pass) => {
      const [realArgs, realKwargs] = given as [unknown[], CallArguments]
      return this.perform(realArgs, realKwargs, pass)
    })
  }

  fuses(_next: NodeOperation): boolean {
    return false
  }

  getConfig(): Config {
    return { name: this.name }
  }

  protected override invoke(...all: unknown[]): unknown {
    const last = all.at(-1)
    const named = all.length > 1 && isPlainObject(last)
    const args = named ? all.slice(0, -1) : all
    const kwargs: CallArguments = named ? last : {}
    if (symbolicTensorsIn(all).length > 0) return this.addNode(args, kwargs)
    return this.perform(args, kwargs, currentPass() ?? new ForwardPass(false))
  }

  /** A call on symbolic tensors. */
  symbolicCall(...args: readonly unknown[]): SymbolicTensor | SymbolicTensor[] {
    return this.invoke(...args) as SymbolicTensor | SymbolicTensor[]
  }

  /** Puts a call into the graph. */
  protected addNode(args: readonly unknown[], kwargs: CallArguments): SymbolicTensor | SymbolicTensor[] {
    const fixedArgs = fixTensors(args) as unknown[]
    const fixedKwargs = fixTensors(kwargs) as CallArguments
    const specs = this.computeOutputSpec(fixedArgs, fixedKwargs)
    const node = new Node(this, this.nodes.length, fixedArgs, fixedKwargs, Array.isArray(specs))
    node.outputs = [specs].flat().map(({ shape, dtype }, i) => new SymbolicTensor(shape, dtype, node, i))
    this.nodes.push(node)
    return node.listOfOutputs ? [...node.outputs] : node.outputs[0]!
  }

  /** What goes into its first call. */
  get input(): SymbolicTensor | SymbolicTensor[] {
    return oneOrAll(this.#firstNode.tensors)
  }

  /** What comes out of its first call. */
  get output(): SymbolicTensor | SymbolicTensor[] {
    const { outputs, listOfOutputs } = this.#firstNode
    return listOfOutputs ? [...outputs] : outputs[0]!
  }

  get #firstNode(): Node {
    const [first] = this.nodes
    if (first) return first
    throw argumentError(
      `${this.className} "${this.name}"`,
      'called on a symbolic tensor',
      'call',
      undefined,
      'It has no input and no output before it is a part of a model.',
    )
  }
}

const oneOrAll = <T>(all: readonly T[]): T | T[] => (all.length === 1 ? all[0]! : [...all])
