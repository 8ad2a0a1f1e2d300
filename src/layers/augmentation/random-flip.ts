import { tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { unknownName } from '../../support/names.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { flips } from './matrices.js'
import { type Draw, RandomImageLayer, type RandomImageOptions } from './random-image-layer.js'

type FlipMode = 'horizontal' | 'vertical' | 'horizontal_and_vertical'

interface RandomFlipOptions extends RandomImageOptions {
  mode?: FlipMode
}

const modes: readonly FlipMode[] = ['horizontal', 'vertical', 'horizontal_and_vertical']

class RandomFlipClass extends RandomImageLayer {
  static override readonly className = 'RandomFlip'
  readonly mode: FlipMode

  constructor(options?: RandomFlipOptions)
  constructor(mode: FlipMode, options?: RandomFlipOptions)
  constructor(...args: unknown[]) {
    const options = named<RandomFlipOptions>(['mode'], args, new.target.className)
    super(options)
    this.mode = options.mode ?? 'horizontal_and_vertical'
    if (!modes.includes(this.mode)) throw unknownName('mode of RandomFlip', String(this.mode), modes)
  }

  protected override augment(images: tf.Tensor4D, draw: Draw): tf.Tensor4D {
    const [, height, width] = images.shape
    const horizontal = this.mode === 'vertical' ? null : draw(0, 1)
    const vertical = this.mode === 'horizontal' ? null : draw(0, 1)
    return tf.image.transform(images, flips(horizontal, vertical, height, width), 'nearest', 'nearest')
  }

  override getConfig(): Config {
    return { ...super.getConfig(), mode: this.mode }
  }
}

/**
 * Mirrors images at random in training, each with probability 1/2 for each direction.
 *
 * In the mode `horizontal_and_vertical` both directions are drawn by themselves; Keras 3.15 mirrors either both or
 * none.
 *
 * @param mode `horizontal`, `vertical` or `horizontal_and_vertical` (default)
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: the same.
 *
 * @throws KeratinError `UNKNOWN_NAME` for another mode
 * @example const y = RandomFlip('horizontal')(Input({ shape: [96, 96, 3] }))
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_flip/
 */
export const RandomFlip = callableClass(RandomFlipClass)
export type RandomFlip = RandomFlipClass
