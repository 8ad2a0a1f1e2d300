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
  /** Scalar penalties, in the order they were added. */
  readonly losses: tf.Scalar[] = []
  /** Which positions of the tensors of this pass count. */
  readonly masks = new TensorMasks()
  /** Told of each layer that has run, inner ones first, and of its outputs. */
  observe?: (layer: ObservedLayer, outputs: readonly tf.Tensor[]) => void
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

  /** Adds a penalty to the loss of this pass. */
  addLoss(loss: tf.Scalar): void {
    this.losses.push(loss)
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

let current: ForwardPass | undefined

/** The pass that a layer called now belongs to: that of the layer in whose `call` this happens. */
export const currentPass = (): ForwardPass | undefined => current

/** Runs `body` with `pass` as the current one. */
export function within<T>(pass: ForwardPass, body: () => T): T {
  const before = current
  current = pass
  try {
    return body()
  } finally {
    current = before
  }
}
