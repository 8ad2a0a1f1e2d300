import { ForwardPass, tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { optionNamesOf } from '../support/option-names/index.js'
import { checkOptionNames, checkSpelling, isPlainObject } from '../support/options.js'
import type { Config } from '../support/registry.js'
import { autoName, withNameScope } from './auto-name.js'
import type { CallContext, Masks, Tensors } from './call-context.js'
import { checkInputs, type InputSpec } from './input-spec.js'
import { batchShapeOf, type LayerOptions } from './layer-options.js'
import { type Regularizer, regularizers } from './regularizers/index.js'
import { isShapeList, type Shape, type Shapes, shapeList } from './shape.js'
import { type CallArguments, isSymbolic, Node, SymbolicTensor, symbolicTensorsIn } from './symbolic.js'
import { WeightOwner } from './weight-owner.js'
import { dtypeName, type WeightValues } from './weight-values.js'

export interface Layer {
  (input: SymbolicTensor, ...rest: unknown[]): SymbolicTensor
  (inputs: readonly SymbolicTensor[], ...rest: unknown[]): SymbolicTensor
  (input: tf.Tensor, ...rest: unknown[]): tf.Tensor
  (inputs: readonly tf.Tensor[], ...rest: unknown[]): tf.Tensor
}

/**
 * The base of all layers: weights, and a function from tensors to tensors.
 *
 * A subclass makes its weights in `build` (shapes are known there), computes in `call`, tells its output shape in
 * `computeOutputShape` and its options in `getConfig`. An instance is callable, on symbolic tensors to build a model
 * and on real ones to compute.
 *
 * @example
 * class Scale extends Layer {
 *   static override readonly className = 'Scale'
 *   build() { this.factor = this.addWeight('factor', [], { initializer: 'ones' }) }
 *   call(x: tf.Tensor) { return tf.mul(x, this.factor.read()) }
 * }
 * const y = new Scale()(Input({ shape: [3] }))
 * @see https://keras.io/api/layers/base_layer/
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the interface of the same name gives instances their call signatures
export abstract class Layer extends WeightOwner {
  /** The name in Keras and in files. */
  static readonly className: string = 'Layer'
  /** The name of the class in Keras' source, which names of layers and groups in files come from, if it is another. */
  static readonly sourceName: string | undefined
  /** Names of tensor arguments that may follow the inputs by position. */
  static readonly callArguments: readonly string[] = []
  /** Names of what a call takes as options, beside `training` and `mask`; others are refused. */
  static readonly callOptions: readonly string[] = []

  readonly name: string
  readonly dtype: string = 'float32'
  /** Whether masks pass through; layers that use up masks override `computeMask`. */
  readonly supportsMasking: boolean = false
  /** What the inputs must look like, for a clear error. */
  inputSpec: InputSpec | readonly InputSpec[] | undefined
  built = false
  /** The shape it was built for. */
  builtShape: Shapes | undefined
  /** Its calls on symbolic tensors, over all models. */
  readonly nodes: Node[] = []
  /** The batch input shape given as an option, for a Sequential. */
  readonly batchInputShape: Shape | undefined
  readonly activityRegularizer: Regularizer | null
  #startValues: WeightValues | undefined

  constructor(options: LayerOptions = {}) {
    super(options.trainable ?? true)
    checkSpelling(this.className, options, optionNamesOf('layers.Layer'))
    this.name = options.name ?? autoName(this.sourceName)
    this.dtype = dtypeName(options.dtype, this.className)
    this.#startValues = options.weights
    this.activityRegularizer = options.activityRegularizer
      ? regularizers.get(options.activityRegularizer)
      : null
    this.batchInputShape = batchShapeOf(this.className, options)
  }

  get className(): string {
    return (this.constructor as typeof Layer).className
  }

  /** The name that automatic names are made of. */
  get sourceName(): string {
    return (this.constructor as typeof Layer).sourceName ?? this.className
  }

  /** Makes the weights. Called once, with the shape(s) of the first inputs. */
  build(_inputShape: Shapes, _kwargs?: CallArguments): void {}

  /** From inputs to outputs. Intermediate tensors are cleaned up by the caller. */
  // biome-ignore lint/suspicious/noExplicitAny: layers narrow it to one tensor or a list
  abstract call(inputs: any, context: CallContext): Tensors

  computeOutputShape(inputShape: Shapes, _kwargs?: CallArguments): Shapes {
    return inputShape
  }

  /** The dtype of the outputs, given that of the first input. */
  computeOutputDtype(_inputDtype: tf.DataType): tf.DataType {
    return 'float32'
  }

  /** Whether `call` can compute the layer that follows as well, where nothing else needs its own output. */
  fuses(_next: Layer): boolean {
    return false
  }

  /** The mask of the outputs, given that of the inputs. */
  computeMask(_inputs: Tensors, mask: Masks): Masks {
    return this.supportsMasking ? mask : null
  }

  getConfig(): Config {
    const config: Config = {
      name: this.name,
      trainable: this.trainable,
      dtype: {
        module: 'keras',
        class_name: 'DTypePolicy',
        config: { name: this.dtype },
        registered_name: null,
      },
    }
    if (this.activityRegularizer) Object.assign(config, this.activityRegularizerConfig)
    return config
  }

  /** What files hold for building the layer without its inputs; undefined if it is not built. */
  getBuildConfig(): Config | undefined {
    const { builtShape } = this
    if (!builtShape) return undefined
    return { input_shape: isShapeList(builtShape) ? builtShape.map((s) => [...s]) : [...builtShape] }
  }

  /** Takes over what `getBuildConfig` gave, for layers that need it before they meet their inputs again. */
  buildFromConfig(_config: Config): void {}

  /** For layers whose configuration always shows it, as Keras' convolutions do. */
  protected get activityRegularizerConfig(): Config {
    return {
      activity_regularizer: this.activityRegularizer && regularizers.serialize(this.activityRegularizer),
    }
  }

  /** Builds the layer if it is not built yet. */
  ensureBuilt(inputShape: Shapes, kwargs: CallArguments = {}): void {
    if (this.built) return
    withNameScope(this.name, () => this.build(inputShape, kwargs))
    this.built = true
    this.builtShape = inputShape
    if (this.#startValues) this.setWeights(this.#startValues)
    this.#startValues = undefined
  }

  /** Runs the layer on real tensors as part of a pass. */
  run(
    inputs: Tensors,
    pass: ForwardPass,
    mask: Masks = null,
    kwargs: CallArguments = {},
    fused?: Layer,
  ): { output: Tensors; mask: Masks } {
    const shapes = Array.isArray(inputs) ? inputs.map((t) => t.shape) : inputs.shape
    if (this.inputSpec) checkInputs(this, shapeList(shapes))
    const output = this.call(inputs, { training: pass.training, mask, kwargs, pass, fused })
    if (this.activityRegularizer) {
      for (const y of [output].flat()) {
        const penalty = this.activityRegularizer.apply(y)
        pass.addLoss((y.rank > 0 ? tf.div(penalty, y.shape[0]!) : penalty) as tf.Scalar)
      }
    }
    return { output, mask: this.computeMask(inputs, mask) }
  }

  protected override invoke(inputs: unknown, ...rest: unknown[]): unknown {
    const last = rest.at(-1)
    const hasOptions = isPlainObject(last)
    const kwargs: CallArguments = hasOptions ? { ...last } : {}
    const { callArguments: names, callOptions } = this.constructor as typeof Layer
    const known = ['training', 'mask', ...names, ...callOptions]
    checkOptionNames(`The call of ${this.className} "${this.name}"`, kwargs, known)
    const positional = rest.slice(0, hasOptions ? -1 : undefined)
    positional.forEach((value, i) => {
      if (names[i] === undefined)
        throw argumentError(this.name, `called with at most ${names.length + 1} tensors`, 'call', rest)
      kwargs[names[i]!] = value
    })
    const isInputs = (v: unknown) =>
      [v].flat().length > 0 && [v].flat().every((t) => isSymbolic(t) || t instanceof tf.Tensor)
    if (!isInputs(inputs)) {
      throw argumentError(
        `${this.className} "${this.name}"`,
        'called on a tensor or a list of tensors',
        'inputs',
        inputs,
        'Start with Input({ shape }) or a tf tensor.',
      )
    }
    const list = [inputs].flat()
    if (list.some(isSymbolic)) {
      const given = names.slice(0, positional.length)
      return this.#callSymbolic(inputs as SymbolicTensor | SymbolicTensor[], kwargs, given)
    }
    return this.#callEager(inputs as Tensors, kwargs)
  }

  #callSymbolic(
    inputs: SymbolicTensor | SymbolicTensor[],
    kwargs: CallArguments,
    positional: readonly string[],
  ): SymbolicTensor | SymbolicTensor[] {
    const shapes: Shapes = Array.isArray(inputs) ? inputs.map((t) => t.shape) : inputs.shape
    if (this.inputSpec) checkInputs(this, shapeList(shapes))
    this.ensureBuilt(shapes, kwargs)
    checkInputs(this, shapeList(shapes))
    const outputShape = this.computeOutputShape(shapes, kwargs)
    const node = new Node(this, this.nodes.length, inputs, kwargs, isShapeList(outputShape), positional)
    const dtype = this.computeOutputDtype(symbolicTensorsIn(inputs)[0]!.dtype)
    node.outputs = shapeList(outputShape).map((shape, i) => new SymbolicTensor(shape, dtype, node, i))
    this.nodes.push(node)
    return node.listOfOutputs ? [...node.outputs] : node.outputs[0]!
  }

  #callEager(inputs: Tensors, { training = false, mask = null, ...kwargs }: CallArguments): Tensors {
    const shapes: Shapes = Array.isArray(inputs) ? inputs.map((t) => t.shape) : inputs.shape
    this.ensureBuilt(shapes, kwargs)
    const pass = new ForwardPass(training as boolean, !training)
    const output = tf.tidy(() => this.run(inputs, pass, mask as Masks, kwargs).output)
    pass.commit()
    return output
  }
}
