import { type Constraint, constraints } from '../../constraints/index.js'
import { tf, Variable } from '../../engine/index.js'
import { scopedPath } from '../../graph/auto-name.js'
import { type Initializer, initializers } from '../../initializers/index.js'
import { type Regularizer, regularizers } from '../../regularizers/index.js'
import { CallableObject } from '../../support/callable.js'
import { KeratinError } from '../../support/errors.js'
import { RandomStream, randomStream } from '../../support/random.js'
import type { Identifier } from '../../support/registry.js'
import type { Layer } from './layer.js'
import { type WeightValues, weightTensor } from './weight-values.js'

export interface WeightOptions {
  initializer?: Identifier<Initializer>
  regularizer?: Identifier<Regularizer> | null
  constraint?: Identifier<Constraint> | null
  trainable?: boolean
  dtype?: 'float32' | 'int32' | 'bool'
}

/** What a layer owns: its weights, and the layers inside it with theirs. */
export abstract class WeightOwner extends CallableObject {
  abstract readonly name: string
  abstract readonly className: string
  abstract readonly built: boolean
  readonly #own: Variable[] = []
  #trainable: boolean

  constructor(trainable: boolean) {
    super()
    this.#trainable = trainable
  }

  /** Layers inside this one, by the name of the attribute Keras keeps them in. */
  get sublayers(): Record<string, Layer | readonly Layer[]> {
    return {}
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
    const init = initializers.get(initializer)
    const penalty = regularizer ? regularizers.get(regularizer) : null
    const projection = constraint ? constraints.get(constraint) : null
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
    this.#own.push(variable)
  }

  /** Whether its weights are trained. Setting it sets it for all layers inside. */
  get trainable(): boolean {
    return this.#trainable
  }

  set trainable(value: boolean) {
    this.#trainable = value
    for (const layer of this.allSublayers) layer.trainable = value
  }

  protected get allSublayers(): Layer[] {
    return Object.values(this.sublayers).flat() as Layer[]
  }

  /** The variables of this layer itself, without those of layers inside: trainable ones first. */
  get ownWeights(): Variable[] {
    return [...this.#own.filter((v) => v.trainable), ...this.#own.filter((v) => !v.trainable)]
  }

  /** All weights, each once, in Keras' order. */
  get weights(): Variable[] {
    return [...new Set([...this.ownWeights, ...this.allSublayers.flatMap((l) => l.weights)])]
  }

  get trainableWeights(): Variable[] {
    if (!this.trainable) return []
    const own = this.#own.filter((v) => v.trainable)
    return [...new Set([...own, ...this.allSublayers.flatMap((l) => l.trainableWeights)])]
  }

  get nonTrainableWeights(): Variable[] {
    const trained = new Set(this.trainableWeights)
    return this.weights.filter((v) => !trained.has(v))
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

  /** Frees the weights. The layer cannot be used afterwards. */
  dispose(): void {
    for (const v of this.weights) v.dispose()
  }
}
