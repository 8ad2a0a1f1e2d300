import { tf } from '../../../tf.js'
import { activationCodes } from '../../activation.js'
import type { KeratinWasmBackend } from '../../backend.js'
import { asTheyAre } from '../as-they-are.js'
import {
  type Arriving,
  alignUp,
  asOneImage,
  canvasSize,
  type Epilogue,
  type Gradients,
  type Info,
  modes,
  operations,
  paddedSize,
} from './info.js'

const { sizeFromShape } = tf.util

/** Groups of images that sum the gradient of a small filter on their own; a fixed number, for fixed sums. */
const GROUPS = 8
/** A filter is small up to this many bytes. */
const SMALL_FILTER = 1 << 18

const windowOf = (info: Info) => [
  ...[info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth],
  ...[info.dilationHeight, info.dilationWidth],
]

/** Bytes of a packed filter: panels of eight channels, an even number of rows each. */
const packedBytes = (rows: number, channels: number) =>
  alignUp(Math.ceil(channels / 8) * Math.ceil(rows / 2) * 64)

/**
 * Runs `use` with the packed filter and with working memory of each thread. The filter has a block of its own: it depends
 * on the weights alone, and plans keep it.
 */
function withPacked(
  backend: KeratinWasmBackend,
  filter: tf.TensorInfo,
  [KH, KW, C, CO]: readonly [number, number, number, number],
  rotated: boolean,
  packedBytes: number,
  working: number,
  use: (packed: number, room: number) => void,
): void {
  backend.withScratch(packedBytes, (packed) =>
    backend.withScratch(working * backend.pool.threads, (room) => {
      backend.kernels.packFilter(backend.address(filter), KH, KW, C, CO, Number(rotated), packed)
      use(packed, room)
    }),
  )
}

/** y = pool?(relu?(x * filter + bias)), by sums over the taps. */
function forward(
  backend: KeratinWasmBackend,
  given: Info,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  y: tf.TensorInfo,
  { bias, relu, mask }: Epilogue,
): void {
  const info = mask ? given : asOneImage(given)
  const { inChannels: C, outChannels: CO, filterHeight: KH, filterWidth: KW, outHeight, outWidth } = info
  const [height, width] = paddedSize(info)
  const packed = packedBytes(KH * KW * C, CO)
  const pooled = mask ? 1 : 0
  const [PH, PW] = canvasSize(info)
  const working = alignUp(backend.kernels.convScratch(C, PH, PW, KH, KW, outWidth, CO, pooled))
  withPacked(backend, filter, [KH, KW, C, CO], false, packed, working, (scratch, room) => {
    const input = [backend.address(x), info.batchSize, info.inHeight, info.inWidth, C]
    const padding = [info.padInfo.top, info.padInfo.left, 1, 1, height, width]
    const output = [outHeight, outWidth, CO, scratch, bias ? backend.address(bias) : 0, relu ? 1 : 0]
    const addresses = [backend.address(y), mask ? backend.address(mask) : 0, ...asTheyAre, room, working]
    backend.run('conv', operations(info), ...input, ...padding, ...windowOf(info), ...output, ...addresses)
  })
}

/** Gradient of the input: convolution of dy, spread out by the strides, with the rotated filter. */
export function inputGrad(
  backend: KeratinWasmBackend,
  given: Info,
  dy: number,
  filter: tf.TensorInfo,
  dx: tf.TensorInfo,
): void {
  const info = asOneImage(given)
  const { inChannels: C, outChannels: CO, filterHeight: KH, filterWidth: KW, inHeight, inWidth } = info
  const top = info.effectiveFilterHeight - 1 - info.padInfo.top
  const left = info.effectiveFilterWidth - 1 - info.padInfo.left
  const height = inHeight + info.effectiveFilterHeight - 1
  const width = inWidth + info.effectiveFilterWidth - 1
  const packed = packedBytes(KH * KW * CO, C)
  const canvas = info === given ? [height, width] : [0, 0]
  const working = alignUp(backend.kernels.convScratch(CO, canvas[0]!, canvas[1]!, KH, KW, inWidth, C, 0))
  withPacked(backend, filter, [KH, KW, C, CO], true, packed, working, (scratch, room) => {
    const input = [dy, info.batchSize, info.outHeight, info.outWidth, CO]
    const padding = [top, left, info.strideHeight, info.strideWidth, height, width]
    const window = [KH, KW, 1, 1, info.dilationHeight, info.dilationWidth]
    const output = [inHeight, inWidth, C, scratch, 0, 0, backend.address(dx), 0, ...asTheyAre, room, working]
    backend.run('conv', operations(info), ...input, ...padding, ...window, ...output)
  })
}

/** Gradients of filter and bias. */
function filterGrad(
  backend: KeratinWasmBackend,
  given: Info,
  x: tf.TensorInfo,
  { dy, mode, aux }: { dy: number; mode: number; aux: number },
  { dFilter, dBias }: Gradients,
): void {
  const size = sizeFromShape(dFilter.shape)
  const groups = size * 4 <= SMALL_FILTER ? Math.min(given.batchSize, GROUPS) : 1
  const info = groups === 1 && mode !== modes.pooled ? asOneImage(given) : given
  const { inChannels: C, outChannels: CO, outHeight, outWidth } = info
  const [height, width] = paddedSize(info)
  const [PH, PW] = canvasSize(info)
  // each group has its filter, and the bias behind it
  const groupBytes = groups > 1 ? alignUp((size + CO) * 4) : 0
  const working = alignUp(backend.kernels.convFilterGradScratch(C, PH, PW, outHeight, outWidth, CO))
  backend.withScratch(groups * groupBytes + working * backend.pool.threads, (scratch) => {
    const dw = groups > 1 ? scratch : backend.address(dFilter)
    const bias = dBias ? backend.address(dBias) : 0
    const db = groups > 1 ? dBias && scratch + size * 4 : bias
    const input = [backend.address(x), info.batchSize, info.inHeight, info.inWidth, C]
    const padding = [info.padInfo.top, info.padInfo.left, height, width]
    const output = [outHeight, outWidth, CO, dy, mode, aux, dw, db ?? 0, groups, groupBytes]
    const room = [scratch + groups * groupBytes, working]
    backend.run(
      'convFilterGrad',
      operations(info),
      ...input,
      ...padding,
      ...windowOf(info),
      ...output,
      ...room,
    )
    if (groups === 1) return
    backend.run('sumGroups', size * groups, dw, groups, groupBytes, size, backend.address(dFilter))
    if (dBias) backend.run('sumGroups', CO * groups, dw + size * 4, groups, groupBytes, CO, bias)
  })
}

/** Gradients of filter, bias and input. */
function gradients(
  backend: KeratinWasmBackend,
  info: Info,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  { dy, mode, aux }: Arriving,
  wanted: Gradients,
): void {
  const address = backend.address(dy)
  const onTheWay = mode === 'plain' || (!wanted.dx && info.outChannels % 8 === 0)
  if (onTheWay) {
    const arriving = { dy: address, mode: modes[mode], aux: aux ? backend.address(aux) : 0 }
    filterGrad(backend, info, x, arriving, wanted)
    if (wanted.dx) inputGrad(backend, info, address, filter, wanted.dx)
    return
  }
  const size = sizeFromShape(info.outShape)
  backend.withScratch(alignUp(size * 4), (dz) => {
    const { batchSize, outHeight, outWidth, outChannels } = info
    if (mode === 'relu') {
      backend.run('activationGrad', 8 * size, activationCodes.relu, address, backend.address(aux!), dz, size)
    } else {
      const shape = [batchSize, outHeight, outWidth, outChannels]
      backend.run('unpool', 8 * size, address, backend.address(aux!), ...shape, dz)
    }
    filterGrad(backend, info, x, { dy: dz, mode: modes.plain, aux: 0 }, wanted)
    if (wanted.dx) inputGrad(backend, info, dz, filter, wanted.dx)
  })
}

/** Convolutions by sums over the taps. */
export const direct = { forward, gradients }
