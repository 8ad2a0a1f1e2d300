import { type ResizeMethod, resize, tf } from '../../engine/index.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { interpolationOf } from '../reshaping/interpolation.js'
import { cropToAspectRatio, padToAspectRatio } from './aspect-ratio.js'
import { ImageLayer, type ImageLayerOptions } from './image-layer.js'

interface ResizingOptions extends ImageLayerOptions {
  /** Default `bilinear`. */
  interpolation?: string
  /** Whether what does not fit the aspect ratio is cut off. Default false. */
  cropToAspectRatio?: boolean
  /** Whether what lacks to the aspect ratio is filled up. Default false. */
  padToAspectRatio?: boolean
  /** Only `constant`. */
  fillMode?: 'constant'
  /** What is filled up with. Default 0. */
  fillValue?: number
  /** Whether all pixels that fall together count when images are made smaller. Default false. */
  antialias?: boolean
}

class ResizingClass extends ImageLayer {
  static override readonly className = 'Resizing'
  static override readonly floatSettings: readonly string[] = ['fill_value']
  readonly interpolation: ResizeMethod
  readonly cropToAspectRatio: boolean
  readonly padToAspectRatio: boolean
  readonly fillValue: number
  readonly antialias: boolean

  constructor(height: number, width: number, options?: ResizingOptions)
  constructor(options: ResizingOptions & { height: number; width: number })
  constructor(...args: unknown[]) {
    const options = named<ResizingOptions>(['height', 'width'], args, new.target.className)
    super(options)
    this.interpolation = interpolationOf('Resizing', options.interpolation ?? 'bilinear')
    this.cropToAspectRatio = options.cropToAspectRatio ?? false
    this.padToAspectRatio = options.padToAspectRatio ?? false
    this.fillValue = options.fillValue ?? 0
    this.antialias = options.antialias ?? false
    const { fillMode = 'constant' } = options
    if (fillMode !== 'constant') throw argumentError('Resizing', '"constant"', 'fillMode', fillMode)
    if (this.cropToAspectRatio && this.padToAspectRatio) {
      throw argumentError('Resizing', 'false where cropToAspectRatio is true', 'padToAspectRatio', true)
    }
  }

  override call(x: tf.Tensor): tf.Tensor {
    const axis = this.heightAxis(x.rank)
    const size = [this.height, this.width] as const
    let image = tf.cast(x, 'float32')
    if (this.cropToAspectRatio) image = cropToAspectRatio(image, axis, size)
    if (this.padToAspectRatio) image = padToAspectRatio(image, axis, size, this.fillValue)
    const y = resize(image, size, this.interpolation, { firstAxis: axis, antialias: this.antialias })
    return x.dtype === 'int32' ? tf.cast(tf.round(y), 'int32') : y
  }

  override getConfig(): Config {
    return {
      ...super.getConfig(),
      interpolation: this.interpolation,
      crop_to_aspect_ratio: this.cropToAspectRatio,
      pad_to_aspect_ratio: this.padToAspectRatio,
      fill_mode: 'constant',
      fill_value: this.fillValue,
      antialias: this.antialias,
    }
  }
}

/**
 * Gives images another size. Pixels count at their middle, as in `tf.image.resize`.
 *
 * @param height, width extents of the output
 * @param options.interpolation `bilinear` (default), `nearest`, `bicubic`, `lanczos3` or `lanczos5`
 * @param options.cropToAspectRatio whether what does not fit the aspect ratio is cut off. Default false
 * @param options.padToAspectRatio whether what lacks to it is filled up. Default false
 * @param options.fillValue what is filled up with. Default 0
 * @param options.antialias whether all pixels that fall together count when images are made smaller. Default false
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 *
 * Input shape: `[batch, oldHeight, oldWidth, channels]`, or without batch. Output shape:
 * `[batch, height, width, channels]`; integers stay integers.
 *
 * @throws KeratinError `UNKNOWN_NAME` for another interpolation, `ARGUMENT` if both crop and pad are wanted
 * @example const y = Resizing(32, 32, { interpolation: 'bicubic' })(Input({ shape: [28, 28, 1] })) // [null, 32, 32, 1]
 * @see https://keras.io/api/layers/preprocessing_layers/image_preprocessing/resizing/
 */
export const Resizing = callableClass(ResizingClass)
export type Resizing = ResizingClass
