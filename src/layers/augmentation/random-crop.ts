import { tf } from '../../engine/index.js'
import { oneShape, type Shapes } from '../../graph/shape.js'
import { extents } from '../../ops/windows/data-format.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { type Draw, RandomImageLayer, type RandomImageOptions } from './random-image-layer.js'

interface RandomCropOptions extends RandomImageOptions {
  height?: number
  width?: number
}

class RandomCropClass extends RandomImageLayer {
  static override readonly className = 'RandomCrop'
  readonly height: number
  readonly width: number

  constructor(height: number, width: number, options?: RandomCropOptions)
  constructor(options: RandomCropOptions & { height: number; width: number })
  constructor(...args: unknown[]) {
    const options = named<RandomCropOptions>(['height', 'width'], args, new.target.className)
    super(options)
    this.height = extents('RandomCrop', 'height', options.height, 1)[0]!
    this.width = extents('RandomCrop', 'width', options.width, 1)[0]!
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    const shape = [...oneShape(inputShape)]
    const first = shape.length - (this.dataFormat === 'channels_first' ? 2 : 3)
    shape[first] = this.height
    shape[first + 1] = this.width
    return shape
  }

  protected override augment(images: tf.Tensor4D, draw: Draw): tf.Tensor4D {
    const [, height, width] = images.shape
    const { height: toHeight, width: toWidth } = this
    if (height < toHeight || width < toWidth) return this.leave(images)
    // one place for all images of a batch
    const start = (room: number) => tf.minimum(room, tf.floor(tf.slice(draw(0, room + 1), 0, 1)))
    const [top, left] = [start(height - toHeight), start(width - toWidth)]
    const [one, zero] = [tf.ones([1]), tf.zeros([1])]
    const matrix = tf.stack([one, zero, left, zero, one, top, zero, zero], 1) as tf.Tensor2D
    return tf.image.transform(images, matrix, 'nearest', 'nearest', 0, [toHeight, toWidth])
  }

  /** The largest part of the right proportions in the middle, in the size wanted. */
  protected override leave(images: tf.Tensor4D): tf.Tensor4D {
    const [, height, width] = images.shape
    const { height: toHeight, width: toWidth } = this
    if (height === toHeight && width === toWidth) return images
    const cropHeight = Math.max(1, Math.min(height, Math.trunc((width * toHeight) / toWidth)))
    const cropWidth = Math.max(1, Math.min(width, Math.trunc((height * toWidth) / toHeight)))
    const top = Math.trunc((height - cropHeight) / 2)
    const left = Math.trunc((width - cropWidth) / 2)
    const part = tf.slice(images, [0, top, left, 0], [-1, cropHeight, cropWidth, -1])
    const [sy, sx] = [cropHeight / toHeight, cropWidth / toWidth]
    const matrix = tf.tensor2d([[sx, 0, sx / 2 - 0.5, 0, sy, sy / 2 - 0.5, 0, 0]])
    return tf.image.transform(part, matrix, 'bilinear', 'nearest', 0, [toHeight, toWidth])
  }

  override getConfig(): Config {
    return { ...super.getConfig(), height: this.height, width: this.width }
  }
}

/**
 * Cuts images to a size, at a random place in training, the same for all images of a batch.
 *
 * Outside of training, and where an image is too small, the largest part of the right proportions is taken from the
 * middle and sized; so Keras documents it, while Keras 3.15 returns images uncut outside of training.
 *
 * @param height, width of the result
 * @param options.seed a stream of its own. Default: the stream of `setRandomSeed`
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, anyHeight, anyWidth, channels]`. Output shape: `[batch, height, width, channels]`.
 *
 * @throws KeratinError `ARGUMENT` if height or width is not a positive integer
 * @example const y = RandomCrop(80, 80)(Input({ shape: [96, 96, 3] })) // [null, 80, 80, 3]
 * @see https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_crop/
 */
export const RandomCrop = callableClass(RandomCropClass)
export type RandomCrop = RandomCropClass
