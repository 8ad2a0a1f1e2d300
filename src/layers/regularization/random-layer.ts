import { type Seed, tf } from '../../engine/index.js'
import type { CallContext } from '../../graph/call-context.js'
import { directCall } from '../../graph/direct-call.js'
import type { Shapes } from '../../graph/shape.js'
import { argumentError } from '../../support/errors.js'
import type { RandomStream } from '../../support/random.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

export interface RandomLayerOptions extends LayerOptions {
  /** A stream of its own. Default: the stream of `setRandomSeed`. */
  seed?: number | null
}

/** What layers that draw random numbers in training, and do nothing otherwise, share. */
export abstract class RandomLayer extends Layer {
  static override readonly builtFromBeginning = true
  override readonly supportsMasking = true
  readonly seed: number | null
  readonly #stream: RandomStream | undefined

  constructor(options: RandomLayerOptions) {
    super(options)
    this.seed = options.seed ?? null
    this.#stream = this.ownStream(this.seed)
  }

  /** Whether there is anything to do in training. */
  protected abstract get active(): boolean

  /** What is done in training. */
  protected abstract perturb(x: tf.Tensor, seed: Seed): tf.Tensor

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override call(x: tf.Tensor, { training, pass }: CallContext = directCall()): tf.Tensor {
    return training && this.active ? this.perturb(x, pass.seed(this.#stream)) : tf.clone(x)
  }
}

/** @throws KeratinError `ARGUMENT` for anything but a number in [0, 1] */
export function shareOf(where: string, name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value
  throw argumentError(where, 'between 0 and 1', name, value)
}
