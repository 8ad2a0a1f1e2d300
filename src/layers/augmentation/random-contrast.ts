import type { tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { adjustContrast } from './intensity.js'
import {
  boundsOf,
  type Draw,
  type Factor,
  RandomImageLayer,
  type RandomImageOptions,
} from './random-image-layer.js'
import { rangeOf, type ValueRange } from './value-range.js'

interface RandomContrastOptions extends RandomImageOptions {
  factor?: Factor
  valueRange?: ValueRange
}

class RandomContrastClass extends RandomImageLayer {
  static override readonly className = 'RandomContrast'
  static override readonly floatSettings: readonly string[] = ['factor']
  readonly factor: readonly [lower: number, upper: number]
  readonly valueRange: ValueRange

  constructor(factor: Factor, options?: RandomContrastOptions)
  constructor(options: RandomContrastOptions & { factor: Factor })
  constructor(...args: unknown[]) {
    const options = named<RandomContrastOptions>(['factor', 'valueRange'], args, new.target.className)
    super(options)
    this.factor = boundsOf('RandomContrast', 'factor', options.factor, [0, 1])
    this.valueRange = rangeOf('RandomContrast', options.valueRange)
  }

  protected override augment(images: tf.Tensor4D, draw: Draw): tf.Tensor4D {
    const [lower, upper] = this.factor
    return adjustContrast(images, draw(1 - lower, 1 + upper), this.valueRange)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), factor: [...this.factor], value_range: [...this.valueRange] }
  }
}

/**
 * Changes the contrast of images at random in training: `(x - mean) · f + mean` for each channel of each image, cut off
 * at the range of values.
 *
 * @param factor bounds `[lower, upper]`: f is drawn from 1 - lower to 1 + upper. One number means `[0, factor]`, as in
 *   Keras 3.15: contrast then only grows
 * @param options.valueRange the range of the pixels. Default `[0, 255]`; `[0, 1]` for images that were scaled
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: the same.
 *
 * @throws KeratinError `ARGUMENT` if factor is not within 0 and 1
 * @example const y = RandomContrast([0.2, 0.2], { valueRange: [0, 1] })(Input({ shape: [96, 96, 3] }))
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_contrast/
 */
export const RandomContrast = callableClass(RandomContrastClass)
export type RandomContrast = RandomContrastClass
