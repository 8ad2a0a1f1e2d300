/** Convolutions over 1 to 3 axes. */
import { convolutions, fused, tf } from '../engine/index.js'
import { argumentError } from '../support/errors.js'
import { define } from './define.js'
import { float } from './dtypes.js'
import { type Operand, tensorOf } from './operand.js'
import type { OfThree, OfTwo } from './signatures.js'
import { onWindows, type Window, type WindowSettings } from './windows/window.js'

type Options = Pick<WindowSettings, 'dataFormat' | 'dilationRate' | 'padding' | 'strides'>
type Convolution =
  | []
  | [options: Options]
  | [
      strides: number | readonly number[],
      padding?: Options['padding'],
      dataFormat?: Options['dataFormat'],
      dilationRate?: Options['dilationRate'],
    ]

const settings = { strides: 1, padding: 'valid', dataFormat: null, dilationRate: 1 }

/** A kernel whose window has two axes at least. */
const widened = (kernel: tf.Tensor): tf.Tensor => (kernel.rank === 3 ? tf.expandDims(kernel, 0) : kernel)

function single(x: tf.Tensor, filter: tf.Tensor, { strides, dilations, pad }: Window): tf.Tensor {
  if (x.rank === 5) return convolutions.conv3d(x, filter, { strides, dilations, pad })
  return fused.conv2d({
    x: x as tf.Tensor4D,
    filter: filter as tf.Tensor4D,
    strides: strides as [number, number],
    dilations: dilations as [number, number],
    pad,
    activation: 'linear',
  })
}

/** Convolution in as many groups as the kernel [...window, channels / groups, filters] leaves. */
function grouped(x: tf.Tensor, filter: tf.Tensor, window: Window): tf.Tensor {
  const [channels, own] = [x.shape.at(-1)!, filter.shape.at(-2)!]
  if (channels % own !== 0) throw argumentError('Conv', `for ${channels} channels`, 'kernel', filter.shape)
  const groups = channels / own
  if (groups === 1) return single(x, filter, window)
  const filters = tf.split(filter, groups, -1)
  return tf.concat(
    tf.split(x, groups, -1).map((part, i) => single(part, filters[i]!, window)),
    -1,
  )
}

/**
 * The sum over a window that moves along the inputs, times a kernel [...window, channels, filters].
 * https://keras.io/api/ops/nn/#conv-function
 */
export const conv = define<OfTwo<Convolution>>({
  className: 'Conv',
  module: 'nn',
  takes: ['inputs', 'kernel'],
  settings,
  compute: (inputs: Operand, kernel: Operand, options: Options) =>
    onWindows('conv', float(tensorOf(inputs)), options, (x, window) =>
      grouped(x, widened(float(tensorOf(kernel))), window),
    ),
})

/** Each channel by itself, with a kernel [...window, channels, multiplier]. https://keras.io/api/ops/nn/#depthwise_conv-function */
export const depthwiseConv = define<OfTwo<Convolution>>({
  className: 'DepthwiseConv',
  module: 'nn',
  takes: ['inputs', 'kernel'],
  settings,
  compute: (inputs: Operand, kernel: Operand, options: Options) =>
    onWindows('depthwiseConv', float(tensorOf(inputs)), options, (x, window) =>
      depthwise(x, float(tensorOf(kernel)), window),
    ),
})

/** TensorFlow takes the same steps along both axes: a single axis steps along the other one too, which has extent 1. */
const depthwise = (x: tf.Tensor, kernel: tf.Tensor, { strides, ...rest }: Window): tf.Tensor =>
  convolutions.depthwiseConv2d(x, widened(kernel), {
    ...rest,
    strides: kernel.rank === 3 ? [strides[1]!, strides[1]!] : strides,
  })

/** `depthwiseConv`, then `conv` of single positions. https://keras.io/api/ops/nn/#separable_conv-function */
export const separableConv = define<OfThree<Convolution>>({
  className: 'SeparableConv',
  module: 'nn',
  takes: ['inputs', 'depthwiseKernel', 'pointwiseKernel'],
  settings,
  compute: (inputs: Operand, depthwiseKernel: Operand, pointwiseKernel: Operand, options: Options) =>
    onWindows('separableConv', float(tensorOf(inputs)), options, (x, window) => {
      const y = depthwise(x, float(tensorOf(depthwiseKernel)), window)
      return single(y, widened(float(tensorOf(pointwiseKernel))), {
        strides: [1, 1],
        dilations: [1, 1],
        pad: 'valid',
      })
    }),
})
