import { tf } from '../../tf.js'
import type { KernelArgs, WasmKernel } from '../kernel.js'
import { areFloats } from './floats.js'

const { sizeFromShape } = tf.util

/** Shapes and padding of a pooling. */
export function poolInfo(shape: number[], attrs: KernelArgs['attrs']) {
  const { filterSize, strides, pad, dimRoundingMode } = attrs
  return tf.backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    filterSize,
    strides,
    1,
    pad,
    dimRoundingMode,
  )
}

function windows(info: tf.backend_util.Conv2DInfo): number[] {
  return [
    ...[info.batchSize, info.inHeight, info.inWidth, info.inChannels, info.outHeight, info.outWidth],
    ...[info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth],
    ...[info.padInfo.top, info.padInfo.left],
  ]
}

const work = (info: tf.backend_util.Conv2DInfo) =>
  4 * sizeFromShape(info.outShape) * info.filterHeight * info.filterWidth

const pooling = (name: string, kernel: 'avgPool' | 'maxPool'): WasmKernel => ({
  name,
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    if (inputs.x.dtype !== 'float32') return fallback(args)
    const info = poolInfo(inputs.x.shape, attrs)
    const y = backend.output(info.outShape)
    backend.run(kernel, work(info), backend.address(inputs.x), backend.address(y), ...windows(info))
    return y
  },
})

/** Max pooling of images. */
export const maxPool = pooling('MaxPool', 'maxPool')
/** Average pooling of images. */
export const avgPool = pooling('AvgPool', 'avgPool')

/** Gradient of max pooling; the kernel that ships with the backend is wrong where a maximum is negative. */
export const maxPoolGrad: WasmKernel = {
  name: 'MaxPoolGrad',
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { input, output, dy } = inputs
    if (!areFloats(input, output, dy)) return fallback(args)
    const info = poolInfo(input.shape, attrs)
    const dx = backend.output(input.shape)
    const addresses = [input, output, dy, dx].map((tensor) => backend.address(tensor))
    backend.run('maxPoolGrad', 2 * work(info), ...addresses, 0, ...windows(info))
    return dx
  },
}

/** Gradient of average pooling; the kernel that ships with the backend is wrong at padded borders. */
export const avgPoolGrad: WasmKernel = {
  name: 'AvgPoolGrad',
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { input, dy } = inputs
    if (!areFloats(input, dy)) return fallback(args)
    const info = poolInfo(input.shape, attrs)
    const dx = backend.output(input.shape)
    backend.run('avgPoolGrad', 2 * work(info), backend.address(dy), backend.address(dx), ...windows(info))
    return dx
  },
}
