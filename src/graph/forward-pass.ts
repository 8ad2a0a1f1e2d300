import { tf, type Variable } from '../engine/index.js'
import { type RandomStream, randomStream } from '../support/random.js'
import { TensorMasks } from './masks.js'

/** A layer as those see it who observe a pass. */
export interface ObservedLayer {
  readonly name: string
  readonly className: string
  readonly weights: readonly Variable[]
}

/**
 * What one pass of data through layers carries and leaves behind besides its output: whether it belongs to training,
 * the masks of its tensors, penalties for the loss, new values of state (moving averages, recurrent state), random
 * seeds drawn.
 *
 * Layers write state here and not into their variables, so a step stays a function from old state to new state:
 * whoever owns the pass decides when, and whether, the new values are taken over. A layer that is called within the
 * call of another runs in the pass of its caller (`currentPass`).
 */
export class ForwardPass {
  #penalties: Penalty[] = []
  /** Which positions of the tensors of this pass count. */
  readonly masks = new TensorMasks()
  /** Told of each layer that has run, inner ones first, and of its outputs. */
  observe?: (layer: ObservedLayer, outputs: readonly tf.Tensor[]) => void
  /** Puts another value, or the same, in the place of an output of a layer; each layer is then computed by itself. */
  alter?: (layer: ObservedLayer, output: tf.Tensor) => tf.Tensor
  readonly #updates = new Map<Variable, tf.Tensor>()
  #training: boolean | undefined

  /**
   * @param training whether the pass belongs to training; undefined: nobody has said so yet
   * @param lean whether tensors between layers are freed as soon as no layer needs them: nothing but the output is
   *   wanted, neither gradients nor a loss (which may look at the logits behind probabilities)
   */
  constructor(
    training?: boolean,
    readonly lean = false,
  ) {
    this.#training = training
  }

  /** Whether the pass belongs to training, as last said. */
  get training(): boolean {
    return this.#training ?? false
  }

  /**
   * What a call is told about training: what it was given, else what was said last in this pass. As in Keras, what
   * one call was given holds for the calls after it too, until another is given something else.
   */
  trainingFor(given: boolean | null | undefined): boolean | undefined {
    if (given !== undefined && given !== null) this.#training = given
    return this.#training
  }

  /** The value of a state variable as of now in this pass. */
  read(variable: Variable): tf.Tensor {
    return this.#updates.get(variable) ?? variable.read()
  }

  /** Notes a new value for a state variable; a later note replaces an earlier one. */
  update(variable: Variable, value: tf.Tensor): void {
    this.#updates.get(variable)?.dispose()
    this.#updates.set(variable, tf.keep(value.clone()))
  }

  /**
   * Adds a penalty to the loss of this pass.
   *
   * @param by the layer it comes from
   */
  addLoss(loss: tf.Scalar, by?: object): void {
    this.#penalties.push({ loss, by })
  }

  /** The penalties, in the order they were added. */
  get losses(): tf.Scalar[] {
    return this.#penalties.map(({ loss }) => loss)
  }

  /** The penalties that some layers added. */
  lossesBy(layers: ReadonlySet<object>): tf.Scalar[] {
    return this.#penalties.filter(({ by }) => by && layers.has(by)).map(({ loss }) => loss)
  }

  /** Forgets the penalties of layers that are called anew: the latest call of a model is the one that counts. */
  forgetLossesBy(layers: () => ReadonlySet<object>): void {
    if (this.#penalties.length === 0) return
    const again = layers()
    this.#penalties = this.#penalties.filter(({ by }) => !by || !again.has(by))
  }

  /** Forgets all penalties but the first ones. */
  forgetLossesAfter(count: number): void {
    this.#penalties.length = count
  }

  /** Runs a call of a step of one's own: what it is told about training holds for it alone. */
  asCall<T>(body: () => T): T {
    const before = this.#training
    this.#training = undefined
    try {
      return body()
    } finally {
      this.#training = before
    }
  }

  /** A fresh seed for an operator that draws random numbers; layers with a seed of their own pass their stream. */
  seed(stream: RandomStream = randomStream('dropout')): [number, number] {
    return [stream.nextInt32(), stream.nextInt32()]
  }

  /** Takes the new values over into the variables. */
  commit(): void {
    for (const [variable, value] of this.#updates) variable.assign(value)
    this.discard()
  }

  /** Forgets the new values. */
  discard(): void {
    for (const value of this.#updates.values()) value.dispose()
    this.#updates.clear()
  }
}

/** A penalty, and the layer that added it. */
interface Penalty {
  readonly loss: tf.Scalar
  readonly by: object | undefined
}

let current: ForwardPass | undefined
let root: object | undefined

/** The pass that a layer called now belongs to: that of the layer in whose `call` this happens. */
export const currentPass = (): ForwardPass | undefined => current

/** The layer or model that was called from outside, in whose call all others happen. */
export const currentRoot = (): object | undefined => root

/**
 * Runs `body` with `pass` as the current one.
 *
 * @param caller the layer whose call this is; none for a step, whose calls come from outside
 */
export function within<T>(pass: ForwardPass, body: () => T, caller?: object): T {
  const before = current
  const rootBefore = root
  current = pass
  root = caller && (root ?? caller)
  try {
    return body()
  } finally {
    current = before
    root = rootBefore
  }
}
