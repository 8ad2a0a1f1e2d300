import { tf } from '../../tf.js'
import { isNativeActivation } from '../activation.js'
import type { KeratinWasmBackend } from '../backend.js'
import type { KernelArgs, WasmKernel } from '../kernel.js'
import { activate, boundedHere } from './activation.js'
import { asTheyAre } from './as-they-are.js'

const { sizeFromShape } = tf.util
type Info = tf.backend_util.Conv2DInfo
type Rank4 = [number, number, number, number]

/** Shapes and padding of a depthwise convolution. */
export function depthwiseInfo(xShape: number[], filterShape: number[], attrs: KernelArgs['attrs']): Info {
  const { strides, dilations, pad, dimRoundingMode } = attrs
  const [shape, filter] = [xShape as Rank4, filterShape as Rank4]
  return tf.backend_util.computeConv2DInfo(
    shape,
    filter,
    strides,
    dilations ?? [1, 1],
    pad,
    dimRoundingMode,
    true,
  )
}

const operations = (info: Info) => 2 * sizeFromShape(info.outShape) * info.filterHeight * info.filterWidth
const isPlain = (attrs: KernelArgs['attrs'], ...tensors: (tf.TensorInfo | undefined)[]) =>
  (attrs.dataFormat ?? 'NHWC') === 'NHWC' && tensors.every((t) => !t || t.dtype === 'float32')

function geometry(info: Info): number[] {
  return [
    ...[info.batchSize, info.inHeight, info.inWidth, info.inChannels, info.outChannels / info.inChannels],
    ...[info.padInfo.top, info.padInfo.left, info.filterHeight, info.filterWidth],
    ...[info.strideHeight, info.strideWidth, info.dilationHeight, info.dilationWidth],
    ...[info.outHeight, info.outWidth],
  ]
}

/** Runs a depthwise kernel into a new tensor; `addresses` of its operands go between geometry and output. */
function run(
  backend: KeratinWasmBackend,
  kernel: 'depthwise' | 'depthwiseInputGrad' | 'depthwiseFilterGrad',
  info: Info,
  first: tf.TensorInfo,
  addresses: number[],
  shape: number[],
): tf.TensorInfo {
  const out = backend.output(shape)
  if (sizeFromShape(shape) === 0) return out
  const { inHeight, inWidth, inChannels: C, outChannels, filterHeight, filterWidth } = info
  const pixels = kernel === 'depthwiseInputGrad' ? 1 : inHeight * inWidth
  const M = outChannels / C
  const bytes = backend.kernels.depthwiseScratch(pixels * C, C, M, filterHeight, filterWidth)
  backend.withScratch(bytes * backend.pool.threads, (scratch) => {
    const operands = [...addresses, backend.address(out), ...(kernel === 'depthwise' ? asTheyAre : [])]
    backend.run(
      kernel,
      operations(info),
      backend.address(first),
      ...geometry(info),
      ...operands,
      scratch,
      bytes,
    )
  })
  return out
}

function forward({ inputs, attrs, backend }: KernelArgs, relu: boolean): tf.TensorInfo {
  const { x, filter, bias } = inputs
  const info = depthwiseInfo(x.shape, filter.shape, attrs)
  const operands = [backend.address(filter), bias ? backend.address(bias) : 0, relu ? 1 : 0]
  return run(backend, 'depthwise', info, x, operands, info.outShape)
}

/** Depthwise convolution: each channel with filters of its own. */
export const depthwiseConv2d: WasmKernel = {
  name: 'DepthwiseConv2dNative',
  fallback: 'cpu',
  run(args, fallback) {
    const { x, filter } = args.inputs
    return isPlain(args.attrs, x, filter) ? forward(args, false) : fallback(args)
  },
}

/** activation(x * filter + bias), depthwise. */
export const fusedDepthwiseConv2d: WasmKernel = boundedHere({
  name: 'FusedDepthwiseConv2D',
  fallback: 'cpu',
  run(args, fallback) {
    const { x, filter, bias } = args.inputs
    const activation = args.attrs.activation ?? 'linear'
    const fits = !bias || sizeFromShape(bias.shape) === filter.shape[2] * filter.shape[3]
    if (!isPlain(args.attrs, x, filter, bias) || !fits || !isNativeActivation(activation))
      return fallback(args)
    const y = forward(args, activation === 'relu')
    if (activation !== 'linear' && activation !== 'relu') activate(args.backend, activation, y, y)
    return y
  },
})

/** Gradient of the input. */
export const depthwiseBackpropInput: WasmKernel = {
  name: 'DepthwiseConv2dNativeBackpropInput',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { dy, filter } = inputs
    if (!isPlain(attrs, dy, filter)) return fallback(args)
    const info = depthwiseInfo(attrs.inputShape, filter.shape, attrs)
    return run(backend, 'depthwiseInputGrad', info, dy, [backend.address(filter)], info.inShape)
  },
}

/** Gradient of the filter. */
export const depthwiseBackpropFilter: WasmKernel = {
  name: 'DepthwiseConv2dNativeBackpropFilter',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { x, dy } = inputs
    if (!isPlain(attrs, x, dy)) return fallback(args)
    const info = depthwiseInfo(x.shape, attrs.filterShape, attrs)
    return run(backend, 'depthwiseFilterGrad', info, x, [backend.address(dy)], attrs.filterShape)
  },
}
