import { resize, tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import { cropToAspectRatio, middleOf } from './aspect-ratio.js'
import { ImageLayer, type ImageLayerOptions } from './image-layer.js'

class CenterCropClass extends ImageLayer {
  static override readonly className = 'CenterCrop'

  constructor(height: number, width: number, options?: ImageLayerOptions)
  constructor(options: ImageLayerOptions & { height: number; width: number })
  constructor(...args: unknown[]) {
    super(named<ImageLayerOptions>(['height', 'width'], args, new.target.className))
  }

  override call(input: tf.Tensor): tf.Tensor {
    const x = tf.cast(input, 'float32')
    const axis = this.heightAxis(x.rank)
    const size = [this.height, this.width] as const
    if (x.shape[axis]! >= this.height && x.shape[axis + 1]! >= this.width) return middleOf(x, axis, size)
    return resize(cropToAspectRatio(x, axis, size), size, 'bilinear', { firstAxis: axis })
  }
}

/**
 * The middle of images. Images that are smaller than that are cut to its aspect ratio and made larger.
 *
 * @param height, width extents of the output
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, oldHeight, oldWidth, channels]`, or without batch. Output shape:
 * `[batch, height, width, channels]`.
 *
 * @throws KeratinError `ARGUMENT` if height or width is not a positive integer
 * @example const y = CenterCrop(24, 24)(Input({ shape: [28, 28, 1] })) // [null, 24, 24, 1]
 * @see https://keras.io/api/layers/preprocessing_layers/image_preprocessing/center_crop/
 */
export const CenterCrop = callableClass(CenterCropClass)
export type CenterCrop = CenterCropClass
