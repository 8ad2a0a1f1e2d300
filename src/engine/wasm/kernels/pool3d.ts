import { tf } from '../../tf.js'
import type { KeratinWasmBackend } from '../backend.js'
import type { WasmKernel } from '../kernel.js'
import { areFloats } from './floats.js'
import { pool3dInfo } from './volume-info.js'

const { sizeFromShape } = tf.util
type Info = tf.backend_util.Conv3DInfo

/**
 * Windows over volumes are windows over planes (step 1), then over the depth (step 2): maxima and means of what lies
 * inside the volume come out the same. Both steps run the kernels for images.
 */
function steps(info: Info): { planes: number[]; depth: number[]; middle: number[] } {
  const { batchSize: B, inDepth, inHeight, inWidth, inChannels: C, outDepth, outHeight, outWidth } = info
  return {
    planes: [
      ...[B * inDepth, inHeight, inWidth, C, outHeight, outWidth],
      ...[info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth],
      ...[info.padInfo.top, info.padInfo.left],
    ],
    depth: [
      ...[B, inDepth, 1, outHeight * outWidth * C, outDepth, 1],
      ...[info.filterDepth, 1, info.strideDepth, 1, info.padInfo.front, 0],
    ],
    middle: [B, inDepth, outHeight, outWidth, C],
  }
}

const planeWork = (info: Info) =>
  4 *
  info.batchSize *
  info.inDepth *
  info.outHeight *
  info.outWidth *
  info.inChannels *
  info.filterHeight *
  info.filterWidth
const depthWork = (info: Info) => 4 * sizeFromShape(info.outShape) * info.filterDepth

/** Runs the first step into a tensor that lives as long as `use`. */
function withMiddle<T>(backend: KeratinWasmBackend, shape: number[], use: (middle: tf.TensorInfo) => T): T {
  const middle = backend.output(shape)
  try {
    return use(middle)
  } finally {
    backend.disposeData(middle.dataId)
  }
}

const pooling = (name: string, kernel: 'avgPool' | 'maxPool'): WasmKernel => ({
  name,
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { x } = inputs
    if (x.dtype !== 'float32') return fallback(args)
    const info = pool3dInfo(x.shape, attrs)
    const { planes, depth, middle } = steps(info)
    const y = backend.output(info.outShape)
    withMiddle(backend, middle, (between) => {
      backend.run(kernel, planeWork(info), backend.address(x), backend.address(between), ...planes)
      backend.run(kernel, depthWork(info), backend.address(between), backend.address(y), ...depth)
    })
    return y
  },
})

/** Max pooling of volumes. */
export const maxPool3d = pooling('MaxPool3D', 'maxPool')
/** Average pooling of volumes. */
export const avgPool3d = pooling('AvgPool3D', 'avgPool')

/** Gradient of average pooling of volumes. */
export const avgPool3dGrad: WasmKernel = {
  name: 'AvgPool3DGrad',
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { dy, input } = inputs
    if (!areFloats(dy, input)) return fallback(args)
    const info = pool3dInfo(input.shape, attrs)
    const { planes, depth, middle } = steps(info)
    const dx = backend.output(input.shape)
    withMiddle(backend, middle, (between) => {
      backend.run('avgPoolGrad', 2 * depthWork(info), backend.address(dy), backend.address(between), ...depth)
      backend.run(
        'avgPoolGrad',
        2 * planeWork(info),
        backend.address(between),
        backend.address(dx),
        ...planes,
      )
    })
    return dx
  },
}

/** Gradient of max pooling of volumes: as in TensorFlow, each of several equal maxima gets it in full. */
export const maxPool3dGrad: WasmKernel = {
  name: 'MaxPool3DGrad',
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { dy, input, output } = inputs
    if (!areFloats(dy, input, output)) return fallback(args)
    const info = pool3dInfo(input.shape, attrs)
    const { planes, depth, middle } = steps(info)
    const dx = backend.output(input.shape)
    const address = (tensor: tf.TensorInfo) => backend.address(tensor)
    withMiddle(backend, middle, (between) =>
      withMiddle(backend, middle, (gradient) => {
        backend.run('maxPool', planeWork(info), address(input), address(between), ...planes)
        const deep = [between, output, dy, gradient].map(address)
        backend.run('maxPoolGrad', 2 * depthWork(info), ...deep, 1, ...depth)
        const flat = [input, between, gradient, dx].map(address)
        backend.run('maxPoolGrad', 2 * planeWork(info), ...flat, 1, ...planes)
      }),
    )
    return dx
  },
}
