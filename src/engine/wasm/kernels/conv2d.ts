import { tf } from '../../tf.js'
import { isNativeActivation } from '../activation.js'
import type { KeratinWasmBackend } from '../backend.js'
import type { KernelArgs, WasmKernel } from '../kernel.js'
import { activate } from './activation.js'

const { computeConv2DInfo, convertConv2DDataFormat } = tf.backend_util
const { sizeFromShape } = tf.util

type Info = tf.backend_util.Conv2DInfo

/** Shapes and padding of a convolution, from the attributes of any of its kernels. */
function conv2dInfo(xShape: number[], filterShape: number[], attrs: KernelArgs['attrs']): Info {
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
function paddedSize(info: Info): [height: number, width: number] {
  const { top, left, bottom, right } = info.padInfo
  return [
    Math.max(
      info.inHeight + top + bottom,
      (info.outHeight - 1) * info.strideHeight + info.effectiveFilterHeight,
    ),
    Math.max(info.inWidth + left + right, (info.outWidth - 1) * info.strideWidth + info.effectiveFilterWidth),
  ]
}

const operations = (info: Info) =>
  2 * sizeFromShape(info.outShape) * info.filterHeight * info.filterWidth * info.inChannels
const isPlain = (info: Info, ...tensors: (tf.TensorInfo | undefined)[]) =>
  info.dataFormat === 'channelsLast' && tensors.every((t) => !t || t.dtype === 'float32')
const alignUp = (bytes: number) => Math.ceil((bytes + 64) / 64) * 64

function forward(
  backend: KeratinWasmBackend,
  info: Info,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  bias?: tf.TensorInfo,
  relu = false,
): tf.TensorInfo {
  const y = backend.output(info.outShape)
  if (sizeFromShape(y.shape) === 0) return y
  const [height, width] = paddedSize(info)
  const { inChannels: C, outChannels: CO, filterHeight: KH, filterWidth: KW } = info
  const packed = alignUp(Math.ceil(CO / 8) * KH * KW * C * 32)
  const working = alignUp(backend.kernels.convScratch(C, height, width, KH, KW))
  backend.withScratch(packed + working * backend.pool.threads, (scratch) => {
    backend.kernels.packFilter(backend.address(filter), KH, KW, C, CO, 0, scratch)
    const input = [backend.address(x), info.batchSize, info.inHeight, info.inWidth, C]
    const padding = [info.padInfo.top, info.padInfo.left, 1, 1, height, width]
    const window = [KH, KW, info.strideHeight, info.strideWidth, info.dilationHeight, info.dilationWidth]
    const output = [info.outHeight, info.outWidth, CO]
    const addresses = [scratch, bias ? backend.address(bias) : 0, relu ? 1 : 0, backend.address(y)]
    backend.run(
      'conv',
      operations(info),
      ...input,
      ...padding,
      ...window,
      ...output,
      ...addresses,
      scratch + packed,
      working,
    )
  })
  return y
}

/** Convolution of images. */
export const conv2d: WasmKernel = {
  name: 'Conv2D',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const info = conv2dInfo(inputs.x.shape, inputs.filter.shape, attrs)
    if (!isPlain(info, inputs.x, inputs.filter)) return fallback(args)
    return forward(backend, info, inputs.x, inputs.filter)
  },
}

/** activation(x * filter + bias). */
export const fusedConv2d: WasmKernel = {
  name: 'FusedConv2D',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { x, filter, bias } = inputs
    const activation = attrs.activation ?? 'linear'
    const info = conv2dInfo(x.shape, filter.shape, attrs)
    const fits = !bias || sizeFromShape(bias.shape) === info.outChannels
    if (!isPlain(info, x, filter, bias) || !fits || !isNativeActivation(activation)) return fallback(args)
    const y = forward(backend, info, x, filter, bias, activation === 'relu')
    if (activation !== 'linear' && activation !== 'relu') activate(backend, activation, y, y)
    return y
  },
}

/** Gradient of the input: convolution of dy, spread out by the strides, with the rotated filter. */
export const conv2dBackpropInput: WasmKernel = {
  name: 'Conv2DBackpropInput',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { dy, filter } = inputs
    const info = conv2dInfo(attrs.inputShape, filter.shape, attrs)
    if (!isPlain(info, dy, filter)) return fallback(args)
    const dx = backend.output(info.inShape)
    if (sizeFromShape(dx.shape) === 0) return dx
    if (sizeFromShape(dy.shape) === 0) {
      backend.clear(backend.address(dx), sizeFromShape(dx.shape) * 4)
      return dx
    }
    const { inChannels: C, outChannels: CO, filterHeight: KH, filterWidth: KW } = info
    const top = info.effectiveFilterHeight - 1 - info.padInfo.top
    const left = info.effectiveFilterWidth - 1 - info.padInfo.left
    const height = info.inHeight + info.effectiveFilterHeight - 1
    const width = info.inWidth + info.effectiveFilterWidth - 1
    const packed = alignUp(Math.ceil(C / 8) * KH * KW * CO * 32)
    const working = alignUp(backend.kernels.convScratch(CO, height, width, KH, KW))
    backend.withScratch(packed + working * backend.pool.threads, (scratch) => {
      backend.kernels.packFilter(backend.address(filter), KH, KW, C, CO, 1, scratch)
      const input = [backend.address(dy), info.batchSize, info.outHeight, info.outWidth, CO]
      const padding = [top, left, info.strideHeight, info.strideWidth, height, width]
      const window = [KH, KW, 1, 1, info.dilationHeight, info.dilationWidth]
      const output = [info.inHeight, info.inWidth, C]
      const addresses = [scratch, 0, 0, backend.address(dx)]
      backend.run(
        'conv',
        operations(info),
        ...input,
        ...padding,
        ...window,
        ...output,
        ...addresses,
        scratch + packed,
        working,
      )
    })
    return dx
  },
}

/** Gradient of the filter. */
export const conv2dBackpropFilter: WasmKernel = {
  name: 'Conv2DBackpropFilter',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { x, dy } = inputs
    const info = conv2dInfo(x.shape, attrs.filterShape, attrs)
    if (!isPlain(info, x, dy)) return fallback(args)
    const dw = backend.output(attrs.filterShape)
    if (sizeFromShape(dw.shape) === 0) return dw
    const [height, width] = paddedSize(info)
    const { inChannels: C, outChannels: CO, outHeight, outWidth } = info
    const bytes = alignUp(backend.kernels.convFilterGradScratch(C, height, width, outHeight, outWidth, CO))
    backend.withScratch(bytes * backend.pool.threads, (scratch) => {
      const input = [backend.address(x), info.batchSize, info.inHeight, info.inWidth, C]
      const padding = [info.padInfo.top, info.padInfo.left, height, width]
      const window = [info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth]
      const dilation = [info.dilationHeight, info.dilationWidth]
      const output = [outHeight, outWidth, CO, backend.address(dy), backend.address(dw)]
      backend.run(
        'convFilterGrad',
        operations(info),
        ...input,
        ...padding,
        ...window,
        ...dilation,
        ...output,
        scratch,
        bytes,
      )
    })
    return dw
  },
}
