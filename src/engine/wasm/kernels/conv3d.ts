import { tf } from '../../tf.js'
import type { HostCode, KeratinWasmBackend } from '../backend.js'
import type { WasmKernel } from '../kernel.js'
import { areFloats } from './floats.js'
import { conv3dInfo } from './volume-info.js'

const { sizeFromShape } = tf.util
type Info = tf.backend_util.Conv3DInfo

/** Working memory that is not exceeded if a single volume does with less. */
const COLUMN_BYTES = 2 ** 27

/** How the convolution of planes is told what is left of that of volumes. */
const planeAttributes = (info: Info, pad: unknown) => ({
  strides: [info.strideHeight, info.strideWidth],
  dilations: [info.dilationHeight, info.dilationWidth],
  pad,
  dataFormat: 'NHWC',
})

const planes = (info: Info) => [
  ...[info.inDepth, info.inHeight * info.inWidth, info.inChannels, info.outDepth, info.filterDepth],
  ...[info.strideDepth, info.dilationDepth, info.padInfo.front],
]

/** Filters [KD, KH, KW, C, CO] as those of planes [KH, KW, KD * C, CO], or back. */
function moveDepth(
  backend: KeratinWasmBackend,
  from: tf.TensorInfo,
  info: Info,
  to: tf.TensorInfo,
  back: boolean,
) {
  const { filterDepth, filterHeight, filterWidth, inChannels, outChannels } = info
  const unit = inChannels * outChannels * 4
  const taps = filterHeight * filterWidth
  for (let k = 0; k < filterDepth; k++) {
    const deep = { at: k * taps * unit, step: unit }
    const flat = { at: k * unit, step: filterDepth * unit }
    const [source, target] = back ? [flat, deep] : [deep, flat]
    const [x, y] = [backend.address(from) + source.at, backend.address(to) + target.at]
    backend.kernels.copyBlocks(x, source.step, y, target.step, unit, taps)
  }
}

const planeFilterShape = (info: Info) => [
  ...[info.filterHeight, info.filterWidth],
  ...[info.filterDepth * info.inChannels, info.outChannels],
]

function planeFilter(backend: KeratinWasmBackend, filter: tf.TensorInfo, info: Info): tf.TensorInfo {
  const flat = backend.output(planeFilterShape(info))
  moveDepth(backend, filter, info, flat, false)
  return flat
}

/** Runs a kernel of the two-dimensional convolution. */
const onPlanes = (
  backend: KeratinWasmBackend,
  name: string,
  inputs: Record<string, tf.TensorInfo>,
  attrs: object,
): tf.TensorInfo =>
  tf.getKernel(name, 'wasm').kernelFunc({
    inputs,
    attrs: attrs as tf.NamedAttrMap,
    backend,
  }) as tf.TensorInfo

/** Cuts the batch into pieces whose columns fit into memory: calls `use` with first volume and number of each. */
function eachPiece(info: Info, use: (first: number, count: number) => void): void {
  const bytes = info.outDepth * info.inHeight * info.inWidth * info.filterDepth * info.inChannels * 4
  const most = Math.max(1, Math.floor(COLUMN_BYTES / bytes))
  for (let first = 0; first < info.batchSize; first += most)
    use(first, Math.min(most, info.batchSize - first))
}

const columnShape = (info: Info, count: number) => [
  ...[count * info.outDepth, info.inHeight, info.inWidth, info.filterDepth * info.inChannels],
]
const outputShape = (info: Info, count: number) => [
  ...[count * info.outDepth, info.outHeight, info.outWidth, info.outChannels],
]

function columnsOf(
  backend: KeratinWasmBackend,
  x: tf.TensorInfo,
  info: Info,
  first: number,
  count: number,
): tf.TensorInfo {
  const columns = backend.output(columnShape(info, count))
  const source = backend.address(x) + first * sizeFromShape(info.inShape.slice(1)) * 4
  const work = 8 * sizeFromShape(columns.shape)
  backend.run('depthColumns', work, source, count, ...planes(info), backend.address(columns))
  return columns
}

/** Part of a batch as a tensor of its own. */
function pieceOf(
  backend: KeratinWasmBackend,
  x: tf.TensorInfo,
  first: number,
  shape: number[],
  perVolume: number,
): tf.TensorInfo {
  if (sizeFromShape(shape) === sizeFromShape(x.shape)) return backend.reshaped(x, shape)
  const piece = backend.output(shape)
  const bytes = sizeFromShape(shape) * 4
  const source = backend.address(x) + first * perVolume * 4
  backend.kernels.copyBlocks(source, 0, backend.address(piece), 0, bytes, 1)
  return piece
}

/** Collects tensors to be released at the end, whatever happens. */
function withTemporaries<T>(
  backend: KeratinWasmBackend,
  use: (hold: (t: tf.TensorInfo) => tf.TensorInfo) => T,
): T {
  const held: tf.TensorInfo[] = []
  try {
    return use((tensor) => {
      held.push(tensor)
      return tensor
    })
  } finally {
    for (const { dataId } of held) backend.disposeData(dataId)
  }
}

/** Convolution of volumes. */
export const conv3d: WasmKernel = {
  name: 'Conv3D',
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { x, filter } = inputs
    if (!areFloats(x, filter)) return fallback(args)
    const info = conv3dInfo(x.shape, filter.shape, attrs)
    const y = backend.output(info.outShape)
    const perVolume = sizeFromShape(info.outShape.slice(1))
    if (sizeFromShape(y.shape) === 0) return y
    withTemporaries(backend, (hold) => {
      const flat = hold(planeFilter(backend, filter, info))
      eachPiece(info, (first, count) =>
        withTemporaries(backend, (keep) => {
          const columns = keep(columnsOf(backend, x, info, first, count))
          const attributes = planeAttributes(info, attrs.pad)
          const piece = keep(onPlanes(backend, 'Conv2D', { x: columns, filter: flat }, attributes))
          const target = backend.address(y) + first * perVolume * 4
          backend.kernels.copyBlocks(backend.address(piece), 0, target, 0, count * perVolume * 4, 1)
        }),
      )
    })
    return y
  },
}

/** Gradient of the volumes. */
export const conv3dBackpropInput: WasmKernel = {
  name: 'Conv3DBackpropInputV2',
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { dy, filter } = inputs
    if (!areFloats(dy, filter)) return fallback(args)
    const info = conv3dInfo(attrs.inputShape, filter.shape, attrs)
    const dx = backend.output(info.inShape)
    const bytes = sizeFromShape(info.inShape.slice(1)) * 4
    if (sizeFromShape(dx.shape) === 0) return dx
    const perVolume = sizeFromShape(info.outShape.slice(1))
    withTemporaries(backend, (hold) => {
      const flat = hold(planeFilter(backend, filter, info))
      eachPiece(info, (first, count) =>
        withTemporaries(backend, (keep) => {
          const piece = keep(pieceOf(backend, dy, first, outputShape(info, count), perVolume))
          const inputShape = columnShape(info, count)
          const attributes = { ...planeAttributes(info, attrs.pad), inputShape }
          const columns = keep(
            onPlanes(backend, 'Conv2DBackpropInput', { dy: piece, filter: flat }, attributes),
          )
          const target = backend.address(dx) + first * bytes
          const work = 8 * sizeFromShape(inputShape)
          backend.run('depthColumnsGrad', work, backend.address(columns), count, ...planes(info), target)
        }),
      )
    })
    return dx
  },
}

const take: HostCode = (backend, [sum, part], [n]: [number]) => {
  backend.floats(sum, n).set(backend.floats(part, n))
}

const add: HostCode = (backend, [sum, part], [n]: [number]) => {
  const [target, addend] = [backend.floats(sum, n), backend.floats(part, n)]
  for (let i = 0; i < n; i++) target[i]! += addend[i]!
}

/** Gradient of the filter. */
export const conv3dBackpropFilter: WasmKernel = {
  name: 'Conv3DBackpropFilterV2',
  fallback: 'cpu',
  run(args, fallback) {
    const { inputs, attrs, backend } = args
    const { x, dy } = inputs
    if (!areFloats(x, dy)) return fallback(args)
    const info = conv3dInfo(x.shape, attrs.filterShape, attrs)
    const dw = backend.output(attrs.filterShape)
    const size = sizeFromShape(dw.shape)
    if (size === 0) return dw
    backend.clear(backend.address(dw), size * 4)
    const perVolume = sizeFromShape(info.outShape.slice(1))
    if (perVolume === 0 || info.batchSize === 0) return dw
    withTemporaries(backend, (hold) => {
      const sum = hold(backend.output(planeFilterShape(info)))
      eachPiece(info, (first, count) =>
        withTemporaries(backend, (keep) => {
          const columns = keep(columnsOf(backend, x, info, first, count))
          const piece = keep(pieceOf(backend, dy, first, outputShape(info, count), perVolume))
          const attributes = { ...planeAttributes(info, attrs.pad), filterShape: planeFilterShape(info) }
          const part = keep(onPlanes(backend, 'Conv2DBackpropFilter', { x: columns, dy: piece }, attributes))
          const places = [sum, part].map((tensor) => backend.address(tensor))
          backend.host(first === 0 ? take : add, places, [size])
        }),
      )
      moveDepth(backend, sum, info, dw, true)
    })
    return dw
  },
}
