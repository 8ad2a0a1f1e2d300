import type { tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { rotations } from './matrices.js'
import { RandomAffineLayer, type RandomAffineOptions } from './random-affine-layer.js'
import { boundsOf, type Draw, type Factor } from './random-image-layer.js'

interface RandomRotationOptions extends RandomAffineOptions {
  factor?: Factor
}

class RandomRotationClass extends RandomAffineLayer {
  static override readonly className = 'RandomRotation'
  static override readonly floatSettings: readonly string[] = ['factor']
  readonly factor: readonly [lower: number, upper: number]

  constructor(factor: Factor, options?: RandomRotationOptions)
  constructor(options: RandomRotationOptions & { factor: Factor })
  constructor(...args: unknown[]) {
    const options = named<RandomRotationOptions>(
      ['factor', 'fillMode', 'interpolation'],
      args,
      new.target.className,
    )
    super(options)
    this.factor = boundsOf('RandomRotation', 'factor', options.factor, [-1, 1])
  }

  protected override matrices(draw: Draw, height: number, width: number): tf.Tensor2D {
    const [lower, upper] = this.factor
    return rotations(draw(360 * lower, 360 * upper), height, width)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), factor: [...this.factor] }
  }
}

/**
 * Turns images at random in training, around their middle.
 *
 * @param factor the greatest angle as a share of a full turn, in both directions, or bounds `[lower, upper]`; positive
 *   is against the clock. `0.1` means -36° to 36°
 * @param options.fillMode what comes in from outside: `reflect` (default), `constant`, `nearest` or `wrap`
 * @param options.interpolation `bilinear` (default) or `nearest`
 * @param options.fillValue for `constant`. Default 0
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if factor is not within -1 and 1
 * @example const y = RandomRotation(0.05)(Input({ shape: [96, 96, 3] }))
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_rotation/
 */
export const RandomRotation = callableClass(RandomRotationClass)
export type RandomRotation = RandomRotationClass
