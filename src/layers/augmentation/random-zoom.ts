import type { tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { zooms } from './matrices.js'
import { RandomAffineLayer, type RandomAffineOptions } from './random-affine-layer.js'
import { boundsOf, type Draw, type Factor } from './random-image-layer.js'

interface RandomZoomOptions extends RandomAffineOptions {
  heightFactor?: Factor
  widthFactor?: Factor | null
}

// zooming in without end is none
const limits = [-1 + 1e-6, 1] as const

class RandomZoomClass extends RandomAffineLayer {
  static override readonly className = 'RandomZoom'
  static override readonly floatSettings: readonly string[] = ['height_factor', 'width_factor']
  readonly heightFactor: Factor
  readonly widthFactor: Factor | null
  readonly #height: readonly [number, number]
  readonly #width: readonly [number, number] | undefined

  constructor(heightFactor: Factor, widthFactor?: Factor | null, options?: RandomZoomOptions)
  constructor(heightFactor: Factor, options?: RandomZoomOptions)
  constructor(options: RandomZoomOptions & { heightFactor: Factor })
  constructor(...args: unknown[]) {
    const options = named<RandomZoomOptions>(
      ['heightFactor', 'widthFactor', 'fillMode', 'interpolation'],
      args,
      new.target.className,
    )
    super(options)
    const { heightFactor, widthFactor } = options
    this.#height = boundsOf('RandomZoom', 'heightFactor', heightFactor, limits)
    this.#width = widthFactor == null ? undefined : boundsOf('RandomZoom', 'widthFactor', widthFactor, limits)
    this.heightFactor = heightFactor!
    this.widthFactor = widthFactor ?? null
  }

  protected override matrices(draw: Draw, height: number, width: number): tf.Tensor2D {
    const between = ([lower, upper]: readonly [number, number]) => draw(1 + lower, 1 + upper)
    const vertical = between(this.#height)
    return zooms(vertical, this.#width ? between(this.#width) : vertical, height, width)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), height_factor: this.heightFactor, width_factor: this.widthFactor }
  }
}

/**
 * Zooms images at random in training, around their middle.
 *
 * @param heightFactor the greatest change of the height, in both directions, or bounds `[lower, upper]`; positive zooms
 *   out, negative in. `0.2` means from 20 % in to 20 % out
 * @param widthFactor the same for the width. Default: as the height, which keeps the proportions
 * @param options.fillMode what comes in from outside: `reflect` (default), `constant`, `nearest` or `wrap`
 * @param options.interpolation `bilinear` (default) or `nearest`
 * @param options.fillValue for `constant`. Default 0
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if a factor is not above -1 and at most 1
 * @example const y = RandomZoom(0.2)(Input({ shape: [96, 96, 3] }))
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_zoom/
 */
export const RandomZoom = callableClass(RandomZoomClass)
export type RandomZoom = RandomZoomClass
