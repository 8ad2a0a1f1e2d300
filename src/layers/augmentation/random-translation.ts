import type { tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { translations } from './matrices.js'
import { RandomAffineLayer, type RandomAffineOptions } from './random-affine-layer.js'
import { boundsOf, type Draw, type Factor } from './random-image-layer.js'

interface RandomTranslationOptions extends RandomAffineOptions {
  heightFactor?: Factor
  widthFactor?: Factor
}

class RandomTranslationClass extends RandomAffineLayer {
  static override readonly className = 'RandomTranslation'
  static override readonly floatSettings: readonly string[] = ['height_factor', 'width_factor']
  readonly heightFactor: Factor
  readonly widthFactor: Factor
  readonly #height: readonly [number, number]
  readonly #width: readonly [number, number]

  constructor(heightFactor: Factor, widthFactor: Factor, options?: RandomTranslationOptions)
  constructor(options: RandomTranslationOptions & { heightFactor: Factor; widthFactor: Factor })
  constructor(...args: unknown[]) {
    const options = named<RandomTranslationOptions>(
      ['heightFactor', 'widthFactor', 'fillMode', 'interpolation'],
      args,
      new.target.className,
    )
    super(options)
    const { heightFactor, widthFactor } = options
    this.#height = boundsOf('RandomTranslation', 'heightFactor', heightFactor, [-1, 1])
    this.#width = boundsOf('RandomTranslation', 'widthFactor', widthFactor, [-1, 1])
    this.heightFactor = heightFactor!
    this.widthFactor = widthFactor!
  }

  protected override matrices(draw: Draw, height: number, width: number): tf.Tensor2D {
    const down = draw(this.#height[0] * height, this.#height[1] * height)
    const right = draw(this.#width[0] * width, this.#width[1] * width)
    return translations(right, down)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), height_factor: this.heightFactor, width_factor: this.widthFactor }
  }
}

/**
 * Shifts images at random in training.
 *
 * @param heightFactor the greatest shift as a share of the height, up and down, or bounds `[lower, upper]`; positive
 *   is down
 * @param widthFactor the same for the width; positive is to the right
 * @param options.fillMode what comes in from outside: `reflect` (default), `constant`, `nearest` or `wrap`
 * @param options.interpolation `bilinear` (default) or `nearest`
 * @param options.fillValue for `constant`. Default 0
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if a factor is not within -1 and 1
 * @example const y = RandomTranslation(0.1, 0.1)(Input({ shape: [96, 96, 3] }))
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_translation/
 */
export const RandomTranslation = callableClass(RandomTranslationClass)
export type RandomTranslation = RandomTranslationClass
