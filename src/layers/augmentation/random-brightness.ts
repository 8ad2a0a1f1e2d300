import { tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { adjustBrightness } from './intensity.js'
import {
  boundsOf,
  type Draw,
  type Factor,
  RandomImageLayer,
  type RandomImageOptions,
} from './random-image-layer.js'
import { rangeOf, type ValueRange } from './value-range.js'

interface RandomBrightnessOptions extends RandomImageOptions {
  factor?: Factor
  valueRange?: ValueRange
}

class RandomBrightnessClass extends RandomImageLayer {
  static override readonly className = 'RandomBrightness'
  static override readonly floatSettings: readonly string[] = ['factor']
  readonly factor: readonly [lower: number, upper: number]
  readonly valueRange: ValueRange

  constructor(factor: Factor, options?: RandomBrightnessOptions)
  constructor(options: RandomBrightnessOptions & { factor: Factor })
  constructor(...args: unknown[]) {
    const options = named<RandomBrightnessOptions>(['factor', 'valueRange'], args, new.target.className)
    super(options)
    this.factor = boundsOf('RandomBrightness', 'factor', options.factor, [-1, 1])
    this.valueRange = rangeOf('RandomBrightness', options.valueRange)
  }

  protected override augment(images: tf.Tensor4D, draw: Draw): tf.Tensor4D {
    const [low, high] = this.valueRange
    return adjustBrightness(images, tf.mul(draw(...this.factor), high - low), this.valueRange)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), factor: [...this.factor], value_range: [...this.valueRange] }
  }
}

/**
 * Changes the brightness of images at random in training: `x + f · (high - low)`, cut off at the range of values.
 *
 * @param factor the greatest change as a share of the range, in both directions, or bounds `[lower, upper]`
 * @param options.valueRange the range of the pixels. Default `[0, 255]`; `[0, 1]` for images that were scaled
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if factor is not within -1 and 1
 * @example const y = RandomBrightness(0.1, { valueRange: [0, 1] })(Input({ shape: [96, 96, 3] }))
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_brightness/
 */
export const RandomBrightness = callableClass(RandomBrightnessClass)
export type RandomBrightness = RandomBrightnessClass
