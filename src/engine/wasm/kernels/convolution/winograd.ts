import type { tf } from '../../../tf.js'
import type { KeratinWasmBackend } from '../../backend.js'
import { asTheyAre } from '../as-they-are.js'
import {
  type Arriving,
  alignUp,
  type Epilogue,
  type Gradients,
  type Info,
  modes,
  operations,
} from './info.js'

/** Outputs of a tile in each direction. */
const OUT = 4
/** Groups of images that sum the gradient of the filter on their own; a fixed number, for fixed sums. */
const GROUPS = 8
/** Memory that the sums of all groups may take. */
const GROUPS_BYTES = 1 << 26
/** Working memory of the transforms of a filter. */
const FILTER_WORK = 4096

/** `KERATIN_WINOGRAD=0` leaves all convolutions to sums over the taps, to compare with. */
const isOn = process.env.KERATIN_WINOGRAD !== '0'

/** Positions of a tile: products that take the place of the taps of OUT x OUT outputs. */
const positions = (info: Info) => (info.filterHeight + OUT - 1) ** 2

/**
 * Whether a convolution takes fewer operations as Winograd's: 3 x 3 or 5 x 5 taps, undilated, with stride 1, whole
 * vectors of channels, and an image that tiles of 4 x 4 do not overlap by much.
 *
 * It depends on the shape of one image alone, so that results do not depend on how many there are.
 */
export function fitsWinograd(info: Info): boolean {
  const { filterHeight: R, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } = info
  const { inChannels: CI, outChannels: CO, outHeight, outWidth } = info
  const square = R === filterWidth && (R === 3 || R === 5)
  if (!isOn || !square || [strideHeight, strideWidth, dilationHeight, dilationWidth].some((n) => n !== 1))
    return false
  if (CI % 8 !== 0 || CO % 8 !== 0) return false
  const tiles = Math.ceil(outHeight / OUT) * Math.ceil(outWidth / OUT)
  const transforms = 8 * (CI + CO) * tiles + CI * CO
  return 1.1 * positions(info) * (tiles * CI * CO + transforms) < outHeight * outWidth * R * R * CI * CO
}

function input(backend: KeratinWasmBackend, info: Info, x: tf.TensorInfo): number[] {
  const { batchSize, inHeight, inWidth, inChannels, padInfo, filterHeight } = info
  const image = [backend.address(x), batchSize, inHeight, inWidth, inChannels, padInfo.top, padInfo.left]
  return [...image, filterHeight, info.outHeight, info.outWidth, info.outChannels]
}

/** y = pool?(relu?(x * filter + bias)), by products of transformed tiles. */
function forward(
  backend: KeratinWasmBackend,
  info: Info,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  y: tf.TensorInfo,
  { bias, relu, mask }: Epilogue,
): void {
  const { inChannels: CI, outChannels: CO, filterHeight: R } = info
  const { threads } = backend.pool
  const transformed = alignUp(positions(info) * CI * CO * 4)
  const working = alignUp(backend.kernels.winogradScratch(R, CI, CO))
  // a block of its own for what depends on the filter alone: plans keep it
  backend.withScratch(transformed, (u) =>
    backend.withScratch(threads * Math.max(working, FILTER_WORK), (room) => {
      backend.run('winogradFilter', 64 * R * R * CI * CO, backend.address(filter), R, CI, CO, 0, u, room)
      const after = [u, bias ? backend.address(bias) : 0, relu ? 1 : 0, backend.address(y)]
      const masks = mask ? backend.address(mask) : 0
      backend.run(
        'winograd',
        operations(info),
        ...input(backend, info, x),
        ...after,
        masks,
        ...asTheyAre,
        room,
        working,
      )
    }),
  )
}

/** Gradients of filter, bias and input: exactly the forward transforms transposed. */
function gradients(
  backend: KeratinWasmBackend,
  info: Info,
  x: tf.TensorInfo,
  filter: tf.TensorInfo,
  { dy, mode, aux }: Arriving,
  { dFilter, dBias, dx }: Gradients,
): void {
  const { inChannels: CI, outChannels: CO, filterHeight: R } = info
  const { threads } = backend.pool
  const size = positions(info) * CI * CO * 4
  const transformed = alignUp(size)
  // behind the positions of each group lies its bias
  const groupBytes = alignUp(size + CO * 4)
  const groups = Math.max(1, Math.min(info.batchSize, GROUPS, Math.floor(GROUPS_BYTES / groupBytes)))
  const working = alignUp(backend.kernels.winogradScratch(R, CI, CO))
  const sums = groups * groupBytes
  const bytes = sums + alignUp(CO * 4) + threads * Math.max(working, FILTER_WORK)
  const withFilter = (use: (u: number) => void) => (dx ? backend.withScratch(transformed, use) : use(0))
  withFilter((u) =>
    backend.withScratch(bytes, (du) => {
      const unused = du + sums
      const room = unused + alignUp(CO * 4)
      const filterWork = 64 * R * R * CI * CO
      if (dx) backend.run('winogradFilter', filterWork, backend.address(filter), R, CI, CO, 1, u, room)
      const arriving = [u, backend.address(dy), modes[mode], aux ? backend.address(aux) : 0]
      const leaving = [dx ? backend.address(dx) : 0, du, groups, groupBytes, room, working]
      backend.run('winogradGrad', 3 * operations(info), ...input(backend, info, x), ...arriving, ...leaving)
      const filters = [backend.address(dFilter), dBias ? backend.address(dBias) : unused]
      backend.run('winogradFilterGrad', filterWork, du, groups, groupBytes, R, CI, CO, ...filters, room)
    }),
  )
}

/** Convolutions by products of transformed tiles. */
export const winograd = { forward, gradients }
