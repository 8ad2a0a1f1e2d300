import { tf } from '../../engine/index.js'
import { withNameScope } from '../../graph/auto-name.js'
import type { CallContext, Tensors } from '../../graph/call-context.js'
import { currentPass, currentRoot, ForwardPass, within } from '../../graph/forward-pass.js'
import type { Masks } from '../../graph/masks.js'
import { isShapeList, type Shape, type Shapes, shapeList } from '../../graph/shape.js'
import {
  type CallArguments,
  type NodeOperation,
  type PerformOptions,
  placeholder,
  type SymbolicTensor,
  symbolicTensorsIn,
  type TensorSpecs,
} from '../../graph/symbolic.js'
import { getRegularizer, type Regularizer, regularizers } from '../../regularizers/index.js'
import { argumentError, KeratinError } from '../../support/errors.js'
import { checkInheritedOptions } from '../../support/inherited-options.js'
import { isPlainObject } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { penalizeActivity } from './activity-penalty.js'
import { argumentsByName, checkCalledOn, checkCallOptions } from './call-options.js'
import {
  altered,
  hasTensors,
  isList,
  membersOf,
  noArguments,
  type OneOrSeveral,
  type Shaped,
  type Structured,
  shapesOf,
  shapesToBuildFor,
  withMasks,
} from './call-parts.js'
import { checkInputs, type InputSpec } from './input-spec.js'
import { batchShapeOf, type LayerOptions } from './layer-options.js'
import { sayNotHeld } from './not-held.js'
import type { Nested } from './tracker.js'
import { WeightOwner } from './weight-owner.js'
import { checkNotFreed, weightPenalties } from './weight-penalties.js'
import { dtypeName, dtypePolicy, type WeightValues } from './weight-values.js'

export interface Layer {
  (inputs: Structured<SymbolicTensor>, ...rest: unknown[]): OneOrSeveral<SymbolicTensor>
  (inputs: Structured<tf.Tensor>, ...rest: unknown[]): OneOrSeveral<tf.Tensor>
}

/**
 * The base of all layers: weights, and a function from tensors to tensors.
 *
 * A subclass makes its weights in `build` (shapes are known there), computes in `call`, and tells its options in
 * `getConfig`. Layers and variables that it holds in attributes, lists, plain objects or maps are its own; layers that
 * it calls in `call` run in the same pass, so training, masks and penalties reach them. The output shape is found by
 * running `call` on zeros, where `computeOutputShape` does not tell it. An instance is callable, on symbolic tensors
 * to build a model and on real ones to compute.
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
  static override readonly className: string = 'Layer'
  /** Whether Keras has it built from the beginning, as it needs no shape: files hold none of it then. */
  static readonly builtFromBeginning: boolean = false
  /** Whether it is a function of one tensor alone, without weights, that may be the activation of another layer. */
  static readonly stateless: boolean = false
  /** Its settings that are layers or lists of layers, as files spell them: read, they are layers when it is made. */
  static readonly innerLayers: readonly string[] = []
  /** Names of tensor arguments that may follow the inputs by position. */
  static readonly callArguments: readonly string[] = []
  /** Names of what a call takes as options, beside `training` and `mask`; others are refused. */
  static readonly callOptions: readonly string[] = []

  readonly dtype: string = 'float32'
  /** Whether masks pass through; layers that use up masks override `computeMask`. */
  readonly supportsMasking: boolean = false
  /** What the inputs must look like, for a clear error. */
  inputSpec: InputSpec | readonly InputSpec[] | undefined
  built = false
  /** The shape it was built for. */
  builtShape: Shapes | undefined
  /** The batch input shape given as an option, for a Sequential. */
  readonly batchInputShape: Shape | undefined
  readonly activityRegularizer: Regularizer | null
  #startValues: WeightValues | undefined
  /** In whose calls it was met already. */
  #root: object | undefined
  #latestPass: ForwardPass | undefined

  constructor(options: LayerOptions = {}) {
    super(options.name, options.trainable ?? true)
    checkInheritedOptions(this, 'layers', options)
    this.dtype = dtypeName(options.dtype, this.className)
    this.#startValues = options.weights
    this.activityRegularizer = options.activityRegularizer
      ? getRegularizer(options.activityRegularizer)
      : null
    this.batchInputShape = batchShapeOf(this.className, options)
  }

  override get sublayers(): Record<string, Nested<Layer>> {
    return super.sublayers as Record<string, Nested<Layer>>
  }

  /** Makes the weights. Called once, with the shape(s) of the first inputs. */
  build(_inputShape: Shapes, _kwargs?: CallArguments): void {}

  /** From inputs to outputs. Intermediate tensors are cleaned up by the caller. */
  // biome-ignore lint/suspicious/noExplicitAny: layers narrow it to one tensor or a list
  abstract override call(inputs: any, context: CallContext): Tensors

  /** The output shape(s) for given input shapes. Default: found by running `call` on zeros. */
  computeOutputShape(inputShape: Shapes, kwargs: CallArguments = {}): Shapes {
    const inputs = shapeList(inputShape).map((shape) => placeholder({ shape, dtype: 'float32' }))
    const specs = super.computeOutputSpec([isShapeList(inputShape) ? inputs : inputs[0]], kwargs)
    return isList(specs) ? specs.map((spec) => spec.shape) : specs.shape
  }

  /**
   * The dtype of the outputs, given that of the inputs. Default: float32 for float32, and for others what `call` gives,
   * found by running it. A layer that says it itself is not run for it.
   *
   * @throws KeratinError `ARGUMENT` if it is to be found for a layer that is not built
   */
  computeOutputDtype(inputDtype: tf.DataType): tf.DataType {
    if (inputDtype === 'float32') return 'float32'
    const { builtShape } = this
    if (!builtShape) {
      throw argumentError(
        `${this.className} "${this.name}"`,
        'built before it is asked for its dtype',
        'inputDtype',
        inputDtype,
        'Call it on Input({ shape, dtype }) first.',
      )
    }
    const inputs = shapeList(builtShape).map((shape) => placeholder({ shape, dtype: inputDtype }))
    return [super.computeOutputSpec([isShapeList(builtShape) ? inputs : inputs[0]], {})].flat()[0]!.dtype
  }

  override computeOutputSpec(args: readonly unknown[], kwargs: CallArguments): TensorSpecs {
    if (!this.tellsShape) return super.computeOutputSpec(args, kwargs)
    const [inputs] = args as [Structured<SymbolicTensor>]
    const shapes = this.computeOutputShape(shapesOf(inputs), argumentsByName(this, args, kwargs))
    const dtypes = membersOf(inputs).map((t) => t.dtype)
    const known = this.#tellsDtype || dtypes.every((dtype) => dtype === 'float32')
    const found = known ? [] : [super.computeOutputSpec(args, kwargs)].flat()
    const specs = shapeList(shapes).map((shape, i) => {
      return { shape, dtype: found[i]?.dtype ?? this.computeOutputDtype(dtypes[0]!) }
    })
    return isShapeList(shapes) ? specs : specs[0]!
  }

  /** Whether the dtype of the outputs is said by the layer, and not found by running `call`. */
  get #tellsDtype(): boolean {
    return this.computeOutputDtype !== Layer.prototype.computeOutputDtype
  }

  /** Whether `computeOutputShape` is to be asked, and not found by running `call`. */
  protected get tellsShape(): boolean {
    return this.computeOutputShape !== Layer.prototype.computeOutputShape
  }

  /** The mask of the outputs, given that of the inputs. */
  computeMask(_inputs: Tensors, mask: Masks): Masks {
    return this.supportsMasking ? mask : null
  }

  /**
   * Whether a mask that the inputs bring along is heard only where no other tensors are given, as by Keras 3's layers
   * that have no mask argument named after their inputs. A mask given by name is always heard.
   */
  protected get masksComeAlone(): boolean {
    return false
  }

  /** Adds a penalty to the loss of the pass that is under way. To be called in `call`. */
  addLoss(loss: tf.Tensor): void {
    const pass = currentPass()
    if (!pass) {
      throw new KeratinError('ARGUMENT', `addLoss of ${this.className} "${this.name}" belongs into its call.`)
    }
    pass.addLoss(tf.sum(loss), this)
  }

  /**
   * The penalties of this layer and of all inside: of its trained weights, and those that its latest call added. They
   * are to be read in the step, the scope of `gradients` or the `tf.tidy` that the call belongs to.
   */
  get losses(): tf.Tensor[] {
    const added = (currentPass() ?? this.#latestPass)?.lossesBy(this.selfAndInside) ?? []
    checkNotFreed(added, this.name)
    return [...added, ...weightPenalties(this.trainableWeights)]
  }

  override getConfig(): Config {
    const config: Config = {
      name: this.name,
      trainable: this.trainable,
      dtype: dtypePolicy(this.dtype),
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
    this.adoptHeld()
    withNameScope(this.name, () => this.build(inputShape, kwargs))
    this.built = true
    this.builtShape = inputShape
    this.adoptHeld()
    if (this.#startValues) this.setWeights(this.#startValues)
    this.#startValues = undefined
  }

  /**
   * Runs the layer on real tensors as part of a pass.
   *
   * @param mask the mask of the inputs. Default: the one among the arguments, else the one they have in the pass
   */
  run(
    inputs: Tensors,
    pass: ForwardPass,
    mask: Masks = null,
    kwargs: CallArguments = noArguments,
    fused?: NodeOperation,
  ): { output: Tensors; mask: Masks } {
    if (this.inputSpec) checkInputs(this, shapeList(shapesOf(inputs)))
    const { training: said, mask: given, ...rest } = kwargs
    const training = pass.trainingFor(said as boolean | undefined) ?? false
    const named = mask ?? (given as Masks | undefined) ?? null
    const brought = named ?? pass.masks.in(inputs)
    const heard = named ?? (this.masksComeAlone && hasTensors(rest) ? null : brought)
    const context = { training, mask: heard, kwargs: withMasks(rest, pass), pass, fused }
    const called = within(pass, () => this.#call(inputs, context), this)
    const output = pass.alter ? altered(this, called, pass.alter) : called
    pass.observe?.(this, membersOf<tf.Tensor>(output as tf.Tensor[]))
    if (this.activityRegularizer) penalizeActivity(this, output, pass)
    const outputMask = this.computeMask(inputs, brought)
    if (outputMask !== null) {
      const masks = [outputMask].flat()
      membersOf(output).forEach((y, i) => {
        if (masks[i] && !pass.masks.get(y)) pass.masks.set(y, masks[i])
      })
    }
    return { output, mask: pass.masks.in(output) }
  }

  override perform(
    args: readonly unknown[],
    kwargs: CallArguments,
    pass: ForwardPass,
    { training, fused }: PerformOptions = {},
  ): Tensors {
    const named = argumentsByName(this, args, kwargs)
    const told = training === undefined ? named : { ...named, training }
    const inputs = args[0] as Tensors
    if (!this.built) this.ensureBuilt(shapesToBuildFor(inputs), named)
    return this.run(inputs, pass, null, told, fused).output
  }

  // the first call may build layers inside, whose weights are named after the layers around them
  #call(inputs: Tensors, context: CallContext): Tensors {
    const root = currentRoot()
    if (this.#root === root) return this.call(inputs, context)
    const output = withNameScope(this.name, () => this.call(inputs, context))
    this.#root = root
    if (root instanceof Layer && root !== this) sayNotHeld(this, root)
    return output
  }

  protected override invoke(inputs: unknown, ...rest: unknown[]): unknown {
    checkCalledOn(this, inputs)
    const last = rest.at(-1)
    const hasOptions = isPlainObject(last)
    const kwargs: CallArguments = hasOptions ? last : {}
    if (hasOptions) checkCallOptions(this, kwargs)
    const args = [inputs, ...(hasOptions ? rest.slice(0, -1) : rest)]
    if (symbolicTensorsIn([args, kwargs]).length > 0) return this.addNode(args, kwargs)
    const outer = currentPass()
    if (outer && currentRoot()) return this.perform(args, kwargs, outer)
    if (outer) {
      outer.forgetLossesBy(() => this.selfAndInside)
      return outer.asCall(() => this.perform(args, kwargs, outer))
    }
    return this.#callAlone(args, kwargs)
  }

  /** A call that is no part of another: a pass of its own. */
  #callAlone(args: readonly unknown[], kwargs: CallArguments): Tensors {
    const pass = new ForwardPass(undefined, !kwargs.training)
    const inScope = Boolean(tf.engine().state.activeScope)
    try {
      const { output } = tf.tidy(() => {
        const output = this.perform(args, kwargs, pass)
        return { output, penalties: inScope ? pass.losses : [] }
      })
      pass.commit()
      this.#latestPass = pass
      return output
    } finally {
      pass.discard()
    }
  }

  protected override addNode(args: readonly unknown[], kwargs: CallArguments) {
    const shapes = shapesOf(args[0] as Structured<Shaped>)
    if (this.inputSpec) checkInputs(this, shapeList(shapes))
    this.ensureBuilt(shapes, argumentsByName(this, args, kwargs))
    checkInputs(this, shapeList(shapes))
    // a layer that tells its shape may hold layers that only its call builds
    if (this.tellsShape && this.holdsUnbuilt) super.computeOutputSpec(args, kwargs)
    return super.addNode(args, kwargs)
  }
}
