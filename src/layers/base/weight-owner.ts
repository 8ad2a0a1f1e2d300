import { type ConstraintIdentifier, getConstraint } from '../../constraints/index.js'
import { tf, Variable } from '../../engine/index.js'
import { scopedPath, withNameScope } from '../../graph/auto-name.js'
import { Operation } from '../../graph/operation.js'
import { getInitializer, type InitializerIdentifier } from '../../initializers/index.js'
import { getRegularizer, type RegularizerIdentifier } from '../../regularizers/index.js'
import { KeratinError } from '../../support/errors.js'
import { underscore } from '../../support/names.js'
import { RandomStream, randomStream } from '../../support/random.js'
import { flatten, heldBy, type Nested } from './tracker.js'
import { type WeightValues, weightTensor } from './weight-values.js'

export interface WeightOptions {
  initializer?: InitializerIdentifier
  regularizer?: RegularizerIdentifier | null
  constraint?: ConstraintIdentifier | null
  trainable?: boolean
  dtype?: 'float32' | 'int32' | 'bool'
}

/** What a layer carries from one batch to the next besides its weights. */
export interface Carried {
  /** Streams of random numbers from seeds of its own. */
  readonly streams: readonly RandomStream[]
  /** States of stateful layers. */
  readonly variables: readonly Variable[]
}

/** What a layer owns: its weights, and the layers inside it with theirs. */
export abstract class WeightOwner extends Operation {
  abstract readonly built: boolean
  // as they were when they came; which of them are trained now, they say themselves
  readonly #trained: Variable[] = []
  readonly #state: Variable[] = []
  readonly #streams: RandomStream[] = []
  #trainable: boolean

  constructor(name: string | undefined, trainable: boolean) {
    super({ name })
    this.#trainable = trainable
  }

  /** Layers inside this one, by the name of the attribute Keras keeps them in: those in attributes of its own. */
  get sublayers(): Record<string, Nested<WeightOwner>> {
    const held = heldBy(this, isOwner)
    const found: Record<string, Nested<WeightOwner>> = {}
    for (const [attribute, inside] of Object.entries(held)) {
      const name = underscore(attribute)
      if (name in found) throw namedAlike(this, name)
      found[name] = inside
    }
    return found
  }

  /** A stream of its own for a seed of its own; undefined without one: then it draws from the common stream. */
  protected ownStream(seed: number | null): RandomStream | undefined {
    if (seed === null) return undefined
    const stream = new RandomStream(seed)
    this.#streams.push(stream)
    return stream
  }

  /** What it carries from batch to batch, without the layers inside. */
  get carried(): Carried {
    return { streams: this.#streams, variables: [] }
  }

  /** Makes a weight; its first value is drawn when it is first used. */
  protected addWeight(name: string, shape: readonly number[], options: WeightOptions = {}): Variable {
    const {
      initializer = 'glorot_uniform',
      regularizer,
      constraint,
      trainable = true,
      dtype = 'float32',
    } = options
    const init = getInitializer(initializer)
    const penalty = regularizer ? getRegularizer(regularizer) : null
    const projection = constraint ? getConstraint(constraint) : null
    const seed = randomStream('weights').nextInt32()
    const variable = new Variable({
      name,
      shape,
      dtype,
      trainable,
      initial: () => init.initialize(shape, dtype, new RandomStream(seed)),
      regularizer: penalty && ((value) => penalty.apply(value)),
      constraint: projection && ((value) => projection.apply(value)),
    })
    this.adoptWeight(variable)
    return variable
  }

  /** Takes a variable that was made elsewhere as a weight of this layer. */
  protected adoptWeight(variable: Variable): void {
    variable.path = scopedPath(variable.name)
    ;(variable.trainable ? this.#trained : this.#state).push(variable)
    if (!this.#trainable) variable.trainable = false
  }

  /** Takes the variables in attributes as weights. */
  protected adoptHeld(): void {
    const own = new Set(this.#own)
    const held = Object.values(heldBy(this, isVariable)).flatMap((inside) => flatten<Variable>(inside))
    const found = [...new Set(held)].filter((v) => !own.has(v))
    if (found.length > 0)
      withNameScope(this.name, () => {
        for (const v of found) this.adoptWeight(v)
      })
  }

  /** Whether its weights are trained. Setting it sets it for all layers inside, as they are now. */
  get trainable(): boolean {
    return this.#trainable
  }

  set trainable(value: boolean) {
    this.#trainable = value
    this.adoptHeld()
    for (const variable of this.#trained) variable.trainable = value
    for (const layer of this.allSublayers) layer.trainable = value
  }

  protected get allSublayers(): WeightOwner[] {
    return flatten<WeightOwner>(Object.values(this.sublayers))
  }

  /** This layer and all inside it, at any depth. */
  get selfAndInside(): ReadonlySet<WeightOwner> {
    const found = new Set<WeightOwner>([this])
    // a set that grows is gone through to its end
    for (const layer of found) for (const inside of layer.allSublayers) found.add(inside)
    return found
  }

  /** Whether it holds layers that are not built yet. */
  protected get holdsUnbuilt(): boolean {
    return this.allSublayers.some((layer) => !layer.built || layer.holdsUnbuilt)
  }

  get #own(): Variable[] {
    return [...this.#trained, ...this.#state]
  }

  /** The variables of this layer itself, without those of layers inside: those that can be trained first. */
  get ownWeights(): Variable[] {
    this.adoptHeld()
    return this.#own
  }

  /** All weights, each once, in Keras' order. */
  get weights(): Variable[] {
    return [...new Set([...this.ownWeights, ...this.allSublayers.flatMap((l) => l.weights)])]
  }

  /** The weights that training changes. A frozen layer has none, whatever the layers inside say. */
  get trainableWeights(): Variable[] {
    return this.#trainable ? this.weights.filter((v) => v.trainable) : []
  }

  get nonTrainableWeights(): Variable[] {
    return this.#trainable ? this.weights.filter((v) => !v.trainable) : this.weights
  }

  /** The number of parameters. */
  countParams(): number {
    return this.weights.reduce((n, v) => n + v.size, 0)
  }

  /** Copies of the weights' values, in the order of `weights`. The caller disposes them. */
  getWeights(): tf.Tensor[] {
    return this.weights.map((v) => v.read().clone())
  }

  /**
   * Sets the values of all weights, in the order of `weights`.
   *
   * @throws KeratinError `SHAPE` if their number or a shape differs; nothing is changed then
   */
  setWeights(values: WeightValues): void {
    const { weights } = this
    if (values.length !== weights.length) {
      throw new KeratinError(
        'SHAPE',
        `${this.className} "${this.name}" has ${weights.length} weights. Received: ${values.length} values.`,
        this.built ? {} : { hint: 'The layer is not built yet: give the model an input shape first.' },
      )
    }
    tf.tidy(() => {
      const tensors = values.map((value, i) => weightTensor(value, weights[i]!))
      // all of them fit before any is taken over
      tensors.forEach((tensor, i) => {
        weights[i]!.check(tensor)
      })
      tensors.forEach((tensor, i) => {
        weights[i]!.assign(tensor)
      })
    })
  }

  /** Frees the weights and all that it carries, with the layers inside. The layer cannot be used afterwards. */
  dispose(): void {
    for (const v of [...this.weights, ...this.carried.variables]) v.dispose()
    for (const layer of this.allSublayers) layer.dispose()
  }
}

const namedAlike = ({ className, name }: WeightOwner, attribute: string): KeratinError =>
  new KeratinError(
    'ARGUMENT',
    `${className} "${name}" holds layers in two attributes that files call "${attribute}".`,
    { hint: 'Name one of them otherwise: files spell attributes as Python does.' },
  )

const isOwner = (value: unknown): value is WeightOwner => value instanceof WeightOwner
const isVariable = (value: unknown): value is Variable => value instanceof Variable
