import { tf } from '../../../tf.js'
import type { KernelArgs } from '../../kernel.js'

const { computeConv2DInfo, convertConv2DDataFormat } = tf.backend_util

/** Shapes and padding of a convolution. */
export type Info = tf.backend_util.Conv2DInfo

/** Shapes and padding of a convolution, from the attributes of any of its kernels. */
export function conv2dInfo(xShape: number[], filterShape: number[], attrs: KernelArgs['attrs']): Info {
  const { strides, dilations = 1, pad, dimRoundingMode, dataFormat } = attrs
  return computeConv2DInfo(
    xShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    strides,
    dilations,
    pad,
    dimRoundingMode,
    false,
    convertConv2DDataFormat(dataFormat ?? 'NHWC'),
  )
}

/** The padded image is at least as large as the windows reach. */
export function paddedSize(info: Info): [height: number, width: number] {
  const { top, left, bottom, right } = info.padInfo
  return [
    Math.max(
      info.inHeight + top + bottom,
      (info.outHeight - 1) * info.strideHeight + info.effectiveFilterHeight,
    ),
    Math.max(info.inWidth + left + right, (info.outWidth - 1) * info.strideWidth + info.effectiveFilterWidth),
  ]
}

/** The same, or none where the images themselves are as large. */
export function canvasSize(info: Info): [height: number, width: number] {
  const [height, width] = paddedSize(info)
  const { top, left } = info.padInfo
  const isPadded = top !== 0 || left !== 0 || height !== info.inHeight || width !== info.inWidth
  return isPadded ? [height, width] : [0, 0]
}

/** Where each pixel stands for itself, all images are one: what is read for one of them serves the next. */
export function asOneImage(info: Info): Info {
  const { batchSize, filterHeight, filterWidth, strideHeight, strideWidth, inHeight, inWidth } = info
  const isPixel = [filterHeight, filterWidth, strideHeight, strideWidth].every((n) => n === 1)
  if (!isPixel || info.outHeight !== inHeight || info.outWidth !== inWidth) return info
  const height = batchSize * inHeight
  return { ...info, batchSize: 1, inHeight: height, outHeight: height }
}

/** Floating-point operations of the convolution, counted as a direct one. */
export const operations = (info: Info): number =>
  2 * tf.util.sizeFromShape(info.outShape) * info.filterHeight * info.filterWidth * info.inChannels

/** Whether Keratin's kernels take these tensors. */
export const isPlain = (info: Info, ...tensors: (tf.TensorInfo | undefined)[]): boolean =>
  info.dataFormat === 'channelsLast' && tensors.every((t) => !t || t.dtype === 'float32')

/** Room for an array and for what inner loops read behind it, in whole cache lines. */
export const alignUp = (bytes: number): number => Math.ceil((bytes + 64) / 64) * 64

/** The shape after max pooling of 2 x 2 windows. */
export const pooledShape = ({ batchSize, outHeight, outWidth, outChannels }: Info): number[] => [
  batchSize,
  Math.floor(outHeight / 2),
  Math.floor(outWidth / 2),
  outChannels,
]

/** What follows a convolution in the same kernel. */
export interface Epilogue {
  bias?: tf.TensorInfo
  relu?: boolean
  /** Where max pooling of 2 x 2 windows is wanted: which pixel of each was the largest. */
  mask?: tf.TensorInfo
}

/** How the gradient arrives; numbers as in the assembly. */
export const modes = { plain: 0, relu: 1, pooled: 2 } as const
export type Mode = keyof typeof modes

/** The gradients a convolution is asked for: tensors to be filled. */
export interface Gradients {
  dFilter: tf.TensorInfo
  dBias?: tf.TensorInfo
  dx?: tf.TensorInfo
}

/** The gradient as it arrives: `aux` is the output for `relu`, the mask for `pooled`. */
export interface Arriving {
  dy: tf.TensorInfo
  mode: Mode
  aux?: tf.TensorInfo
}
