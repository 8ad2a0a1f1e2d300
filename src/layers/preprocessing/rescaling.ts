import { tf } from '../../engine/index.js'
import type { Shapes } from '../../graph/shape.js'
import { callableClass } from '../../support/callable.js'
import { argumentError } from '../../support/errors.js'
import { named } from '../../support/options.js'
import type { Config } from '../../support/registry.js'
import { Layer } from '../base/layer.js'
import type { LayerOptions } from '../base/layer-options.js'

/** A number, or one for each channel. */
type PerChannel = number | readonly number[]

interface RescalingOptions extends LayerOptions {
  scale?: PerChannel
  /** Default 0. */
  offset?: PerChannel
}

class RescalingClass extends Layer {
  static override readonly className = 'Rescaling'
  static override readonly floatSettings: readonly string[] = ['scale', 'offset']
  override readonly supportsMasking = true
  readonly scale: PerChannel
  readonly offset: PerChannel

  constructor(scale: PerChannel, offset?: PerChannel | RescalingOptions, options?: RescalingOptions)
  constructor(options: RescalingOptions & { scale: PerChannel })
  constructor(...args: unknown[]) {
    const options = named<RescalingOptions>(['scale', 'offset'], args, new.target.className)
    super(options)
    const { scale, offset = 0 } = options
    for (const [name, value] of Object.entries({ scale, offset }))
      if (![value].flat().every((v) => typeof v === 'number'))
        throw argumentError('Rescaling', 'a number or a list of them', name, value)
    this.scale = scale!
    this.offset = offset
  }

  override call(x: tf.Tensor): tf.Tensor {
    const scaled = tf.mul(tf.cast(x, 'float32'), this.scale as number)
    return this.offset === 0 ? scaled : tf.add(scaled, this.offset as number)
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape
  }

  override getConfig(): Config {
    return { ...super.getConfig(), scale: this.scale, offset: this.offset }
  }
}

/**
 * Brings inputs to another range: `x · scale + offset`, in training and otherwise.
 *
 * @param scale a number, or one for each channel; 1 / 255 brings bytes to 0 to 1
 * @param offset a number, or one for each channel. Default 0
 *
 * Input shape: any, integers or floats. Output shape: the same, floats.
 *
 * @throws KeratinError `ARGUMENT` if scale or offset is no number
 * @example const y = Rescaling(1 / 127.5, { offset: -1 })(Input({ shape: [28, 28, 1] }))
 * @see https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/
 */
export const Rescaling = callableClass(RescalingClass)
export type Rescaling = RescalingClass
