import { dropout, type Seed, tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { RandomLayer, type RandomLayerOptions, shareOf } from './random-layer.js'

interface StochasticDepthOptions extends RandomLayerOptions {
  dropPathRate?: number
}

class StochasticDepthClass extends RandomLayer {
  static override readonly className = 'StochasticDepth'
  static override readonly module = 'keras.src.applications.convnext'
  static override readonly floatSettings: readonly string[] = ['drop_path_rate']
  readonly dropPathRate: number

  constructor(dropPathRate: number, options?: StochasticDepthOptions)
  constructor(options: StochasticDepthOptions & { dropPathRate: number })
  constructor(...args: unknown[]) {
    const options = named<StochasticDepthOptions>(['dropPathRate'], args, new.target.className)
    super(options)
    this.dropPathRate = shareOf('StochasticDepth', 'dropPathRate', options.dropPathRate)
  }

  protected override get active(): boolean {
    return this.dropPathRate > 0
  }

  protected override perturb(x: tf.Tensor, seed: Seed): tf.Tensor {
    const perSample = x.shape.map((d, axis) => (axis === 0 ? d : 1))
    return tf.mul(x, dropout(tf.ones(perSample), this.dropPathRate, seed))
  }

  override getConfig(): Config {
    // Keras has no seed here, and refuses one
    return { ...super.getConfig(), drop_path_rate: this.dropPathRate }
  }
}

/**
 * Sets whole samples to zero at random in training and scales the others by `1 / (1 - dropPathRate)`, for the branch
 * beside a shortcut; does nothing otherwise.
 *
 * A layer of the networks ConvNeXt of `keratin/applications`. In Keras it is not public.
 *
 * @param dropPathRate share of the samples to drop, between 0 and 1
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * Input shape: `[batch, ...]`. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if dropPathRate is not in [0, 1]
 * @example const y = StochasticDepth(0.1)(Input({ shape: [7, 7, 768] }))
 * @see https://keras.io/api/applications/convnext/
 */
export const StochasticDepth = callableClass(StochasticDepthClass)
export type StochasticDepth = StochasticDepthClass
