/** Images [batch, height, width, channels], or one without the batch. */
import { type ResizeMethod, resize as resized, tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { define, required } from './define.js'
import { float } from './dtypes.js'
import { type Operand, tensorOf } from './operand.js'
import type { OfOne } from './signatures.js'
import { type DataFormat, dataFormat } from './windows/data-format.js'

interface Resize {
  /** `bilinear` (default), `nearest`, `bicubic`, `lanczos3` or `lanczos5`. */
  interpolation?: ResizeMethod
  /** Whether all pixels that fall together count when an image is made smaller. Default false. */
  antialias?: boolean
  dataFormat?: DataFormat | null
}
type Size = readonly [height: number, width: number]
const methods: readonly string[] = ['bilinear', 'nearest', 'bicubic', 'lanczos3', 'lanczos5']

/** Images in another size. https://keras.io/api/ops/image/#resize-function */
const resize = define<OfOne<[options: Resize & { size: Size }] | [size: Size, options?: Resize]>>({
  className: 'Resize',
  module: 'image',
  takes: ['images'],
  floats: ['fill_value'],
  settings: {
    size: required,
    interpolation: 'bilinear',
    antialias: false,
    cropToAspectRatio: false,
    padToAspectRatio: false,
    fillMode: 'constant',
    fillValue: 0,
    dataFormat: null,
  },
  compute(images: Operand, settings: Required<Resize> & { size: Size } & Record<string, unknown>) {
    const { size, interpolation, antialias } = settings
    for (const name of ['cropToAspectRatio', 'padToAspectRatio'])
      if (settings[name]) throw argumentError('resize', 'false', name, settings[name])
    if (!methods.includes(interpolation))
      throw argumentError('resize', methods.join(', '), 'interpolation', interpolation)
    const x = tensorOf(images)
    const batch = x.rank === 3 ? tf.expandDims(x, 0) : x
    const firstAxis = dataFormat('resize', settings.dataFormat) === 'channels_last' ? 1 : 2
    const y = resized(float(batch), size, interpolation, { firstAxis, antialias })
    // only the nearest pixel keeps the type of the numbers
    const typed = interpolation === 'nearest' ? tf.cast(y, x.dtype) : y
    return x.rank === 3 ? tf.squeeze(typed, [0]) : typed
  },
})

/** The brightness of colours, 0.2989 red + 0.587 green + 0.114 blue. https://keras.io/api/ops/image/#rgb_to_grayscale-function */
const rgbToGrayscale = define<
  OfOne<[dataFormat?: DataFormat | null] | [options: { dataFormat?: DataFormat | null }]>
>({
  className: 'RGBToGrayscale',
  module: 'image',
  takes: ['images'],
  settings: { dataFormat: null },
  compute(images: Operand, settings: { dataFormat: DataFormat | null }) {
    const x = float(tensorOf(images))
    const axis =
      dataFormat('rgbToGrayscale', settings.dataFormat) === 'channels_last' ? x.rank - 1 : x.rank - 3
    const weights = tf.reshape(
      tf.tensor1d([0.2989, 0.587, 0.114]),
      x.shape.map((_, i) => (i === axis ? 3 : 1)),
    )
    return tf.sum(tf.mul(x, weights), axis, true)
  },
})

/** The operations of `keras.ops.image`. */
export const image = { resize, rgbToGrayscale }
