import { type ResizeMethod, resize, tf } from '../../engine/index.js'
import { firstAxis } from '../../ops/windows/channels.js'
import { callableClass } from '../../support/callable.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { interpolationOf } from './interpolation.js'
import { UpSampling, type UpSamplingOptions } from './up-sampling.js'

interface UpSampling2DOptions extends UpSamplingOptions {
  /** Default `nearest`. */
  interpolation?: string
}

class UpSampling2DClass extends UpSampling {
  static override readonly className = 'UpSampling2D'
  readonly interpolation: ResizeMethod

  constructor(options?: UpSampling2DOptions)
  constructor(size: number | readonly number[], options?: UpSampling2DOptions)
  constructor(...args: unknown[]) {
    const options = named<UpSampling2DOptions>(['size'], args, new.target.className)
    super(2, options)
    this.interpolation = interpolationOf('UpSampling2D', options.interpolation ?? 'nearest')
  }

  override call(x: tf.Tensor): tf.Tensor {
    if (this.interpolation === 'nearest') return super.call(x)
    const first = firstAxis(this.dataFormat)
    const [height, width] = this.size.map((times, i) => times * x.shape[first + i]!) as [number, number]
    const y = resize(x, [height, width], this.interpolation, { firstAxis: first })
    return x.dtype === 'float32' ? y : tf.cast(tf.round(y), x.dtype)
  }

  override getConfig(): Config {
    return { ...super.getConfig(), interpolation: this.interpolation }
  }
}

/**
 * Makes images larger by whole factors.
 *
 * @param size the factors: `2` or `[2, 3]`. Default 2
 * @param options.dataFormat `channels_last` (default) or `channels_first`
 * @param options.interpolation `nearest` (default, repeats pixels), `bilinear`, `bicubic`, `lanczos3` or `lanczos5`
 *
 * Input shape: `[batch, height, width, channels]`. Output shape: `[batch, height * size, width * size, channels]`.
 *
 * @throws KeratinError `ARGUMENT` if size is not positive, `UNKNOWN_NAME` for another interpolation
 * @example const y = UpSampling2D(2, { interpolation: 'bilinear' })(Input({ shape: [14, 14, 8] })) // [null, 28, 28, 8]
 * @see https://keras.io/api/layers/reshaping_layers/up_sampling2d/
 */
export const UpSampling2D = callableClass(UpSampling2DClass)
export type UpSampling2D = UpSampling2DClass
