import type { tf } from '../engine/index.js'
import type { CallContext, Tensors } from '../graph/call-context.js'
import { directCall } from '../graph/direct-call.js'
import type { ForwardPass } from '../graph/forward-pass.js'
import { flattenSymbolic, Graph, recordKeys } from '../graph/graph.js'
import type { Mask } from '../graph/masks.js'
import { type Shape, type Shapes, shapeList } from '../graph/shape.js'
import type { CallArguments, PerformOptions, SymbolicTensor } from '../graph/symbolic.js'
import { Layer } from '../layers/base/layer.js'
import { flatten, type Nested } from '../layers/base/tracker.js'
import { callableClass } from '../support/callable.js'
import { argumentError, KeratinError } from '../support/errors.js'
import { unknownName } from '../support/names.js'
import { checkedOptions } from '../support/options.js'
import type { Config } from '../support/registry.js'
import { forTerminal } from '../support/terminal.js'
import {
  adaptInputs,
  arrange,
  flatten as flattenTensors,
  pack,
  type Structure,
  type TrainableModel,
} from '../training/index.js'
import {
  checkStructure,
  type ModelOptions,
  modelOptions,
  type SymbolicStructure,
  structureKind,
} from './model-options.js'
import { OwnCall } from './own-call.js'
import type { SaveOptions, SaveWeightsOptions } from './save-options.js'
import { storage } from './storage.js'
import { type SummaryOptions, summarize } from './summary.js'
import { TrainedLayer } from './trained-layer.js'

class ModelClass extends TrainedLayer {
  static override readonly className: string = 'Functional'
  /** What a program keeps with the model: JSON, saved in its file beside what Keras reads. */
  metadata: Record<string, unknown> = {}
  #graph: Graph | undefined
  #ownCall: OwnCall | undefined
  #building = false
  #layers: readonly Layer[] = []
  #inputStructure: SymbolicStructure | undefined
  #outputStructure: SymbolicStructure | undefined

  constructor(inputs: SymbolicStructure, outputs: SymbolicStructure, options?: ModelOptions)
  constructor(options?: ModelOptions)
  constructor(...args: unknown[]) {
    const options = modelOptions(args)
    super(options)
    if (options.inputs && options.outputs) this.setGraph(options.inputs, options.outputs)
    else if (this.className === 'Functional') {
      throw argumentError(
        'Model',
        'symbolic tensors',
        options.inputs ? 'outputs' : 'inputs',
        undefined,
        'Start with Input({ shape }).',
      )
    }
  }

  /** The graph of layer calls it computes. */
  get graph(): Graph | undefined {
    return this.#graph
  }

  protected setGraph(inputs: SymbolicStructure, outputs: SymbolicStructure): void {
    checkStructure('inputs', inputs)
    checkStructure('outputs', outputs)
    const flatInputs = flattenSymbolic(inputs)
    const flatOutputs = flattenSymbolic(outputs)
    if (flatInputs.length === 0)
      throw argumentError('Model', 'symbolic tensors', 'inputs', inputs, 'Start with Input({ shape }).')
    if (flatOutputs.length === 0) throw argumentError('Model', 'symbolic tensors', 'outputs', outputs)
    this.#graph = new Graph(this.name, flatInputs, flatOutputs)
    this.#layers = this.#graph.operations.filter((operation) => operation instanceof Layer)
    this.#inputStructure = inputs
    this.#outputStructure = outputs
    this.built = true
    this.builtShape = flatInputs.length === 1 ? flatInputs[0]!.shape : flatInputs.map((t) => t.shape)
  }

  protected clearGraph(): void {
    this.#graph = undefined
    this.#layers = []
    this.built = false
  }

  get inputs(): readonly SymbolicTensor[] {
    return this.requireGraph().inputs
  }

  get outputs(): readonly SymbolicTensor[] {
    return this.requireGraph().outputs
  }

  /** Inputs and outputs as they were given: a single tensor, a list, or a record. */
  get structure(): { inputs: SymbolicStructure; outputs: SymbolicStructure } {
    this.requireGraph()
    return { inputs: this.#inputStructure!, outputs: this.#outputStructure! }
  }

  /** What goes into the model, as it was given: not what it was called on in another model. */
  // biome-ignore lint/suspicious/noExplicitAny: one tensor, a list or a record: which of them depends on the model
  override get input(): any {
    return this.structure.inputs
  }

  /** What comes out of the model, as it was given. */
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  override get output(): any {
    return this.structure.outputs
  }

  /** The layers, in the order of the summary. */
  get layers(): readonly Layer[] {
    if (this.#graph) return this.#layers
    return [...new Set(flatten<Layer>(Object.values(super.sublayers)))]
  }

  /**
   * The layer of that name or index.
   *
   * @throws KeratinError `UNKNOWN_NAME`
   */
  getLayer(nameOrIndex: string | number): Layer {
    const { layers } = this
    const found =
      typeof nameOrIndex === 'number' ? layers.at(nameOrIndex) : layers.find((l) => l.name === nameOrIndex)
    if (!found)
      throw unknownName(
        `layer of model "${this.name}"`,
        String(nameOrIndex),
        layers.map((l) => l.name),
      )
    return found
  }

  override get sublayers(): Record<string, Nested<Layer>> {
    return this.#graph || this.hasLayerList ? { layers: this.layers, ...super.sublayers } : super.sublayers
  }

  /** Whether `layers` are more than what attributes hold. */
  protected get hasLayerList(): boolean {
    return false
  }

  protected requireGraph(): Graph {
    if (this.#graph) return this.#graph
    throw new KeratinError('NOT_BUILT', `${this.className} "${this.name}" has no input shape yet.`, {
      hint: 'Start it with Input({ shape }), give its first layer inputShape, or train it on data.',
    })
  }

  // biome-ignore lint/suspicious/noExplicitAny: a model of one's own takes and gives any structure
  override call(inputs: any, { mask, pass }: CallContext = directCall()): any {
    const graph = this.requireGraph()
    const list = [inputs].flat() as tf.Tensor[]
    this.#checkInputs(list)
    const outputs = graph.run(list, pass, [mask].flat(), pass.trainingFor(undefined))
    return this.outputStructure === 'single' ? outputs[0]! : outputs
  }

  #checkInputs(tensors: readonly tf.Tensor[]): void {
    const { inputs } = this.requireGraph()
    const fits =
      tensors.length === inputs.length && inputs.every((s, i) => fitsShape(tensors[i]!.shape, s.shape))
    if (fits) return
    const show = (shapes: readonly Shape[]) =>
      shapes.map((s) => `[${s.map((d) => d ?? 'null').join(', ')}]`).join(' and ')
    throw new KeratinError(
      'SHAPE',
      `Model "${this.name}" expects input of shape ${show(inputs.map((t) => t.shape))}. ` +
        `Received: ${show(tensors.map((t) => t.shape))}.`,
      { hint: 'The first axis is the batch: a single sample needs one too.' },
    )
  }

  /** Whether the class computes in a `call` of its own, not in a graph. */
  get hasOwnCall(): boolean {
    return this.call !== ModelClass.prototype.call
  }

  get #own(): OwnCall {
    this.#ownCall ??= new OwnCall(this)
    return this.#ownCall
  }

  /** A model with a `call` of its own is built by calling it on zeros. */
  override build(inputShape: Shapes): void {
    if (!this.hasOwnCall) this.requireGraph()
    // as in Keras, this is also what programs call
    else if (!this.#building) this.ensureBuilt(inputShape)
    else this.#own.learn(inputShape)
  }

  override ensureBuilt(inputShape: Shapes, kwargs?: CallArguments): void {
    this.#building = true
    try {
      super.ensureBuilt(inputShape, kwargs)
    } finally {
      this.#building = false
    }
  }

  get isBuilt(): boolean {
    return this.hasOwnCall ? this.built && this.#own.outputs !== undefined : this.#graph !== undefined
  }

  /** Builds a model with a `call` of its own for data, whose structure it takes over. */
  buildFor(x: Structure<tf.Tensor>): void {
    if (!this.hasOwnCall) return
    this.#own.meet(x)
    this.ensureBuilt(this.#own.shapes)
    // its `build` may be its own, too
    if (!this.#own.outputs) this.#own.learn(this.#own.shapes)
  }

  override getBuildConfig(): Config | undefined {
    return this.hasOwnCall && this.isBuilt ? this.#own.saved : super.getBuildConfig()
  }

  override buildFromConfig({ input_shape, input_dtype }: Config): void {
    if (!this.hasOwnCall || !input_shape || this.built) return
    this.#own.meetSaved(input_shape, input_dtype)
    this.ensureBuilt(this.#own.shapes)
  }

  override perform(
    args: readonly unknown[],
    kwargs: CallArguments,
    pass: ForwardPass,
    options?: PerformOptions,
  ): Tensors {
    if (!this.built && this.hasOwnCall) this.#own.meet(args[0] as Structure<tf.Tensor>)
    return super.perform(args, kwargs, pass, options)
  }

  protected override get tellsShape(): boolean {
    return !this.hasOwnCall && super.tellsShape
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    if (this.hasOwnCall) return super.computeOutputShape(inputShape)
    const shapes = this.requireGraph().outputShapes(shapeList(inputShape))
    return this.outputStructure === 'single' ? shapes[0]! : shapes
  }

  // ---- what training needs (TrainableModel)

  get inputNames(): readonly string[] {
    if (this.hasOwnCall) return this.#own.inputNames
    return this.#namesOf(this.#inputStructure, this.#graph?.inputs, 'input')
  }

  get outputNames(): readonly string[] {
    if (this.hasOwnCall) return this.#own.outputs?.outputNames ?? ['output']
    return this.#namesOf(this.#outputStructure, this.#graph?.outputs, 'output')
  }

  #namesOf(
    structure: SymbolicStructure | undefined,
    flat: readonly SymbolicTensor[] | undefined,
    fallback: string,
  ) {
    if (!flat) return [fallback]
    return structureKind(structure!) === 'record' ? recordKeys(structure!) : flat.map((t) => t.name)
  }

  get inputShapes(): readonly Shape[] | undefined {
    return this.#graph?.inputs.map((t) => t.shape)
  }

  get outputShapes(): readonly Shape[] | undefined {
    return this.#graph?.outputs.map((t) => t.shape)
  }

  get inputDtypes(): readonly tf.DataType[] | undefined {
    return this.#graph?.inputs.map((t) => t.dtype)
  }

  get outputStructure(): TrainableModel['outputStructure'] {
    if (this.hasOwnCall) return this.#own.outputs?.outputStructure ?? 'single'
    return this.#outputStructure ? structureKind(this.#outputStructure) : 'single'
  }

  ensureBuiltFor(inputShapes: readonly Shape[]): void {
    if (!this.isBuilt) this.ensureBuilt(inputShapes.length === 1 ? inputShapes[0]! : inputShapes)
  }

  forward(inputs: readonly tf.Tensor[], pass: ForwardPass): { outputs: tf.Tensor[]; masks: Mask[] } {
    const given = this.hasOwnCall ? this.#own.pack(inputs) : oneOrAll(inputs)
    const { output } = this.run(given as Tensors, pass)
    const outputs = flattenTensors(output as Structure<tf.Tensor>)
    return { outputs, masks: outputs.map((t) => pass.masks.get(t)) }
  }

  override callOn(x: Structure<tf.Tensor>, training: boolean): Structure<tf.Tensor> {
    const call = this as unknown as (x: unknown, options: object) => Structure<tf.Tensor>
    if (this.hasOwnCall) return call(x, { training })
    const inputs = adaptInputs(arrange(x, this.inputNames, 'inputs'), this)
    return pack(flattenTensors(call(oneOrAll(inputs), { training })), this)
  }

  /** Forgets the state of stateful layers. */
  resetStates(): void {
    for (const layer of this.layers) (layer as Partial<Pick<ModelClass, 'resetStates'>>).resetStates?.()
  }

  /**
   * Saves the model in the format that the name ends like; docs/FORMATS.md tells what each holds. The same model gives the
   * same bytes.
   *
   * @param path a name ending in `.keras`, `.h5`, `.weights.h5`, `.safetensors` or `.npz`, or called `model.json`
   * @param options overwrite (default true), float16 (default false), format (default: as the name ends), date
   *
   * @throws KeratinError `ARGUMENT` for another ending; `UNSUPPORTED` for a layer that the format cannot hold;
   *   `FILE_UNWRITABLE`
   * @example await model.save('mnist.keras')
   * @see https://keras.io/api/models/model_saving_apis/model_saving_and_loading/
   */
  async save(path: string, options?: SaveOptions): Promise<void> {
    return storage<ModelClass>().save(this, path, checkedOptions('Model.save', options))
  }

  /** Saves the weights alone, in a file ending in `.weights.h5`, `.safetensors` or `.npz`. */
  async saveWeights(path: string, options?: SaveWeightsOptions): Promise<void> {
    return storage<ModelClass>().saveWeights(this, path, checkedOptions('Model.saveWeights', options))
  }

  /** Loads weights that Keras or `saveWeights` saved from a model of the same layers. */
  loadWeights(path: string): Promise<void> {
    return storage<ModelClass>().loadWeights(this, path)
  }

  /** The layers and what the model was compiled with as JSON, without weights. */
  toJSON(): unknown {
    return JSON.parse(storage<ModelClass>().toJSON(this))
  }

  /**
   * Prints a table of the layers, their output shapes and numbers of parameters, as Keras does.
   *
   * @param options.lineLength width in characters. Default: that of the terminal, at most Keras'
   * @param options.expandNested whether layers of models inside are listed too. Default false
   * @param options.showTrainable whether a column tells what is trained. Default false
   * @param options.printFn takes the text instead of standard output
   * @example model.summary()
   * @see https://keras.io/api/models/model/#summary-method
   */
  summary(options: SummaryOptions & { printFn?: (text: string) => void } = {}): void {
    const { printFn = (text: string) => process.stdout.write(`${forTerminal(text)}\n`), ...rest } =
      checkedOptions('Model.summary', options)
    printFn(this.summaryText(rest))
  }

  /** The text that `summary` prints. */
  summaryText(options: SummaryOptions = {}): string {
    return summarize(this, checkedOptions('Model.summaryText', options))
  }
}

/**
 * A model as a graph of layers, with any number of inputs and outputs; layers and models may be shared.
 *
 * @param inputs one symbolic tensor, a list, or a record by name
 * @param outputs likewise
 * @param options.name default `functional`
 *
 * @throws KeratinError `ARGUMENT` if an output depends on something that is not among the inputs
 * @example
 * const x = Input({ shape: [4] })
 * const model = new Model({ inputs: x, outputs: Dense(1)(x) })
 * @see https://keras.io/api/models/model/
 */
export const Model = callableClass(ModelClass, { name: 'Model', optionsOf: modelOptions })
export type Model = ModelClass

const oneOrAll = (inputs: readonly tf.Tensor[]): Tensors => (inputs.length === 1 ? inputs[0]! : [...inputs])

const fitsShape = (shape: readonly number[], expected: Shape): boolean =>
  shape.length === expected.length && shape.every((d, i) => expected[i] === null || d === expected[i])
