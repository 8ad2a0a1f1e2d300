import { tf } from '../../tf.js'
import type { KernelArgs } from '../kernel.js'

type Info = tf.backend_util.Conv3DInfo
type Rank5 = [number, number, number, number, number]

/** TensorFlow.js counts negative padding where the steps over volumes are longer than the window. */
function withoutNegativePadding(info: Info): Info {
  const { padInfo } = info
  const { front, top, left } = padInfo
  return {
    ...info,
    padInfo: { ...padInfo, front: Math.max(0, front), top: Math.max(0, top), left: Math.max(0, left) },
  }
}

/** Shapes and padding of a convolution of volumes, from the attributes of any of its kernels. */
export function conv3dInfo(xShape: number[], filterShape: number[], attrs: KernelArgs['attrs']): Info {
  const { strides, dilations = 1, pad } = attrs
  const shapes = [xShape as Rank5, filterShape as Rank5] as const
  return withoutNegativePadding(tf.backend_util.computeConv3DInfo(...shapes, strides, dilations, pad))
}

/** The same of a pooling. */
export function pool3dInfo(shape: number[], attrs: KernelArgs['attrs']): Info {
  const { filterSize, strides, pad, dimRoundingMode } = attrs
  const { computePool3DInfo } = tf.backend_util
  return withoutNegativePadding(
    computePool3DInfo(shape as Rank5, filterSize, strides, 1, pad, dimRoundingMode),
  )
}
