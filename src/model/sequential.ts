import { withNameScope } from '../graph/auto-name.js'
import { oneShape, pythonShape, type Shapes, shapesAgree } from '../graph/shape.js'
import { type CallArguments, isSymbolic, type SymbolicTensor } from '../graph/symbolic.js'
import { Layer } from '../layers/base/layer.js'
import { InputLayer } from '../layers/core/input.js'
import { callableClass } from '../support/callable.js'
import { argumentError, KeratinError, show } from '../support/errors.js'
import { named } from '../support/options.js'
import { Model } from './model.js'
import type { WholeOptions } from './model-options.js'

export interface SequentialOptions extends WholeOptions {
  layers?: readonly (Layer | SymbolicTensor)[]
}

class SequentialClass extends Model {
  static override readonly className: string = 'Sequential'
  // with the input layer, if there is one
  #stack: Layer[] = []
  /** Whether it is called in a graph, whose batch may be fixed; that of data is one of many. */
  #symbolic = false
  /** Whether names begin with its own already, as while it is built by its first call. */
  #inScope = false

  constructor(layers?: readonly (Layer | SymbolicTensor)[], options?: SequentialOptions)
  constructor(options: SequentialOptions)
  constructor(...args: unknown[]) {
    const options = named<SequentialOptions>(['layers'], args, new.target.className)
    super(options)
    const { layers = [] } = options
    if (!Array.isArray(layers)) throw argumentError('Sequential', 'a list of layers', 'layers', layers)
    for (const layer of layers) this.#push(layer)
    this.#makeGraphIfPossible()
  }

  /**
   * Puts a layer on top.
   *
   * @param layer a layer, or a symbolic tensor of `Input` to begin with
   * @throws KeratinError `ARGUMENT` for anything else, or a name that is taken; `SHAPE` if it does not fit
   * @example model.add(Dense(10))
   */
  add(layer: Layer | SymbolicTensor): void {
    const before = [...this.#stack]
    this.#push(layer)
    try {
      if (this.graph) this.#extend(this.#stack.at(-1)!)
      else this.#makeGraphIfPossible()
    } catch (error) {
      this.#stack = before
      throw error
    }
  }

  /**
   * Takes the top layer off and returns it.
   *
   * @throws KeratinError `ARGUMENT` if there is none
   */
  pop(): Layer {
    if (this.layers.length === 0) {
      throw new KeratinError('ARGUMENT', `Sequential "${this.name}" has no layers to pop.`)
    }
    const top = this.#stack.pop()!
    if (this.graph && this.layers.length > 0) {
      this.setGraph(this.#input!.output, this.outputs[0]!.node.tensors[0]!)
    } else this.clearGraph()
    return top
  }

  override get layers(): readonly Layer[] {
    return this.#input ? this.#stack.slice(1) : [...this.#stack]
  }

  protected override get hasLayerList(): boolean {
    return true
  }

  /** All layers with the input layer first, once the input shape is known: what files hold. */
  get layersWithInput(): readonly Layer[] {
    return this.#stack
  }

  get #input(): InputLayer | undefined {
    const [first] = this.#stack
    return first instanceof InputLayer ? first : undefined
  }

  override ensureBuilt(inputShape: Shapes, kwargs?: CallArguments): void {
    this.#inScope = true
    try {
      super.ensureBuilt(inputShape, kwargs)
    } finally {
      this.#inScope = false
    }
  }

  override build(inputShape: Shapes): void {
    const shape = oneShape(inputShape)
    if (this.#stack.length === 0) {
      throw new KeratinError('NOT_BUILT', `Sequential "${this.name}" has no layers.`, {
        hint: 'Add one with add(layer).',
      })
    }
    const input = this.#input
    const batch = this.#symbolic ? shape[0]! : null
    if (!input) this.#stack.unshift(new InputLayer({ batchShape: [batch, ...shape.slice(1)] }))
    else if (!shapesAgree(input.batchShape, shape)) {
      throw new KeratinError(
        'SHAPE',
        `Sequential "${this.name}" has input shape ${pythonShape(input.batchShape)}. Received: ${pythonShape(shape)}.`,
      )
    }
    this.#makeGraph()
  }

  protected override addNode(args: readonly unknown[], kwargs: CallArguments) {
    this.#symbolic = true
    try {
      return super.addNode(args, kwargs)
    } finally {
      this.#symbolic = false
    }
  }

  #push(given: Layer | SymbolicTensor): void {
    const layer = isSymbolic(given) ? given.operation : given
    if (!(layer instanceof Layer)) {
      throw argumentError(
        `Sequential "${this.name}"`,
        'a layer',
        'layer',
        show(given),
        'Layers are made by calls such as Dense(10).',
      )
    }
    if (layer.batchInputShape && this.#stack.length === 0 && !(layer instanceof InputLayer)) {
      this.#stack.push(new InputLayer({ batchShape: layer.batchInputShape }))
    }
    if (this.#stack.some((l) => l !== layer && l.name === layer.name)) {
      throw new KeratinError(
        'ARGUMENT',
        `Sequential "${this.name}" has a layer named "${layer.name}" already.`,
        {
          hint: 'Names must be different: set the name option of one of them.',
        },
      )
    }
    if (layer instanceof InputLayer && this.#stack.length > 0) {
      throw new KeratinError('ARGUMENT', `Sequential "${this.name}": an Input can only come first.`)
    }
    this.#stack.push(layer)
  }

  #makeGraphIfPossible(): void {
    const [first] = this.#stack
    if (this.#input && this.#stack.length > 1) this.#makeGraph()
    else if (first instanceof Model && first.built) {
      this.#stack.unshift(new InputLayer({ batchShape: first.inputs[0]!.shape }))
      this.#makeGraph()
    }
  }

  #makeGraph(): void {
    const input = this.#input!.output
    const make = () => {
      const output = this.#stack.slice(1).reduce((x: SymbolicTensor, layer) => layer(x), input)
      this.setGraph(input, output)
    }
    if (this.#inScope) make()
    else withNameScope(this.name, make)
  }

  #extend(layer: Layer): void {
    withNameScope(this.name, () => this.setGraph(this.#input!.output, layer(this.outputs[0]!)))
  }
}

/**
 * A model as a plain stack of layers.
 *
 * Its input shape is known from an `Input` at the start, from `inputShape` of the first layer, or from the data of
 * the first `fit`.
 *
 * @param layers layers, of which the first may be an `Input`
 * @param options.name default `sequential`
 *
 * @throws KeratinError `SHAPE` if a layer does not fit on the one before it
 * @example
 * const model = new Sequential([Input({ shape: [784] }), Dense(128, { activation: 'relu' }), Dense(10)])
 * model.add(Activation('softmax'))
 * @see https://keras.io/api/models/sequential/
 */
export const Sequential = callableClass(SequentialClass)
export type Sequential = SequentialClass
