import { dotRowsAt } from '../dot-tile'
import { Four, outerRows, Six } from '../outer-tile'
import { minimum, ROWS, storeTile } from '../tile'
import { blockTiles, positionBytes } from './block'
import { loadMask, POOLED, RELU, unpooled } from '../epilogue'
import { gatherTile } from './gather'
import { inputGradTile, OUT, outputGradTile, WORK_BYTES } from './tile'

/** Loads the gradient of four channels of the `ny` x `nx` outputs of a tile, zero elsewhere, as 4 x 4 vectors. */
function loadOutputGrad(
  dy: usize, line: usize, pixel: usize, ny: i32, nx: i32, mode: i32, aux: usize, tile: usize,
): void {
  if (ny < OUT || nx < OUT) memory.fill(tile, 0, OUT * OUT * 16)
  if (mode == POOLED) {
    for (let y = 0; y + 1 < ny; y += 2)
      for (let x = 0; x + 1 < nx; x += 2) {
        const q = tile + <usize>((y * OUT + x) << 4), o = <usize>(y >> 1) * line + <usize>(x >> 1) * pixel
        const g = v128.load(dy + o), mask = loadMask(aux + (o >> 2))
        v128.store(q, unpooled(g, mask, 0))
        v128.store(q, unpooled(g, mask, 1), 16)
        v128.store(q, unpooled(g, mask, 2), 64)
        v128.store(q, unpooled(g, mask, 3), 80)
      }
    return
  }
  for (let y = 0; y < ny; y++, tile += 64, dy += line, aux += line) {
    let o: usize = 0
    for (let x: usize = 0; x < <usize>nx << 4; x += 16, o += pixel) {
      const g = v128.load(dy + o)
      v128.store(tile + x, mode == RELU ? v128.and(g, f32x4.gt(v128.load(aux + o), f32x4.splat(0))) : g)
    }
  }
}

/** Adds the gradient of the pixels of a tile, N x N vectors, to those of the image that it covers. */
function addPixels(
  N: i32, tile: usize, image: usize, H: i32, W: i32, pixel: usize, y0: i32, x0: i32,
): void {
  const left = max(0, -x0), right = minimum(N, W - x0)
  for (let y = max(0, -y0), bottom = minimum(N, H - y0); y < bottom; y++) {
    let o = image + <usize>((y0 + y) * W + x0 + left) * pixel, q = tile + <usize>((y * N + left) << 4)
    for (let x = left; x < right; x++, o += pixel, q += 16) v128.store(o, f32x4.add(v128.load(o), v128.load(q)))
  }
}

/** du[CI][CO] += Vᵀ dM of one position. */
function addFilterGrad(
  v: usize, count: i32, CI: i32, dm: usize, panelBytes: usize, CO: i32, du: usize, accumulate: i32, tile: usize,
): void {
  const stride = <usize>CI << 2, row = <usize>CO << 2
  for (let c = 0; c < CO; c += 8, dm += panelBytes) {
    for (let i = 0; i < CI; ) {
      // rows by sixes, the last ones by fours: nothing is left over of a multiple of eight
      const rest = CI - i, rows = rest % ROWS && rest <= 8 ? 4 : ROWS
      if (rows == ROWS) outerRows<Six>(v + (<usize>i << 2), stride, count, dm, tile)
      else outerRows<Four>(v + (<usize>i << 2), stride, count, dm, tile)
      storeTile(tile, du + <usize>i * row + (<usize>c << 2), row, rows, 8, accumulate, 0, 0)
      i += rows
    }
  }
}

/** dV = dM Uᵀ of one position, in panels [CI/8][tiles][8]. `offsets` says where the channels of a row of dM lie. */
function multiplyTransposed(
  dm: usize, offsets: usize, count: i32, CO: i32, u: usize, dv: usize, panelBytes: usize, CI: i32,
): void {
  for (let c = 0; c < CI; c += 8, u += <usize>CO << 5, dv += panelBytes)
    for (let i: usize = 0; i < <usize>count << 5; i += 192) {
      const q = dm + i
      dotRowsAt(q, q + 32, q + 64, q + 96, q + 128, q + 160, CO, 1, offsets, u, dv + i)
    }
}

/**
 * Gradients of `winograd`, exactly its transposed: of the input (unless `u` is 0), and for each group of images those
 * of the filter's positions and of the bias, to be summed by `winogradFilterGrad`. The groups do not depend on the
 * parts that share them out, so neither do the sums.
 *
 * @param u the filter transformed with `transposed`
 */
export function winogradGrad(
  x: usize, images: i32, H: i32, W: i32, CI: i32, top: i32, left: i32, R: i32, OH: i32, OW: i32, CO: i32,
  u: usize, dy: usize, mode: i32, aux: usize, dx: usize, du: usize, groups: i32, groupBytes: usize,
  scratch: usize, scratchBytes: usize, part: i32, parts: i32,
): void {
  const N = R + 3, positions = <usize>(N * N), block = blockTiles(N, CI, CO), panelBytes = <usize>block << 5
  const vs = positionBytes(block, CI), ms = positionBytes(block, CO), us = <usize>(CI * CO) << 2
  const v = scratch + <usize>part * scratchBytes, m = v + positions * vs, work = m + positions * ms
  const tile = work + WORK_BYTES / 2, border = work + WORK_BYTES
  const offsets = border + ((positions * <usize>CI) << 2), product = offsets + (<usize>CO << 1) + 64
  for (let c = 0; c < CO; c += 2)
    store<u32>(offsets + (<usize>c << 1), (<u32>(c >> 3) * <u32>panelBytes) + ((c & 7) << 2))
  const down = (OH + OUT - 1) / OUT, across = (OW + OUT - 1) / OUT, tiles = down * across
  const pixel = <usize>CO << 2, shift = mode == POOLED ? 1 : 0
  const PH = OH >> shift, PW = OW >> shift, line = <usize>PW * pixel
  const pixelX = <usize>CI << 2, imageBytes = <usize>(H * W) * pixelX
  for (let group = (groups * part) / parts, last = (groups * (part + 1)) / parts; group < last; group++) {
    const firstImage = (images * group) / groups, endImage = (images * (group + 1)) / groups
    const first = firstImage * tiles, end = endImage * tiles
    const sums = du + <usize>group * groupBytes, biases = sums + positions * us
    memory.fill(biases, 0, pixel)
    if (u) memory.fill(dx + <usize>firstImage * imageBytes, 0, <usize>(endImage - firstImage) * imageBytes)
    for (let t0 = first; t0 < end; t0 += block) {
      const count = minimum(block, end - t0)
      for (let t = 0; t < count; t++) {
        const image = (t0 + t) / tiles, index = (t0 + t) % tiles
        const y0 = (index / across) * OUT, x0 = (index % across) * OUT
        const source = x + <usize>image * imageBytes
        gatherTile(N, source, H, W, CI, y0 - top, x0 - left, v + <usize>t * pixelX, vs, border, work)
        const ny = minimum(OUT, OH - y0), nx = minimum(OUT, OW - x0)
        let o = <usize>((image * PH + (y0 >> shift)) * PW + (x0 >> shift)) * pixel
        for (let c = 0; c < CO; c += 4, o += 16) {
          const target = m + (<usize>(c >> 3) * panelBytes) + (<usize>t << 5) + (<usize>(c & 4) << 2)
          loadOutputGrad(dy + o, line, pixel, ny, nx, mode, aux + (mode == POOLED ? o >> 2 : o), tile)
          outputGradTile(N, tile, target, ms, work)
          // A's row of the point 1 is all ones: position (1, 1) is the sum over the tile
          const db = biases + (<usize>c << 2)
          v128.store(db, f32x4.add(v128.load(db), v128.load(target + <usize>(N + 1) * ms)))
        }
      }
      for (let k: usize = 0; k < positions; k++) {
        addFilterGrad(v + k * vs, count, CI, m + k * ms, panelBytes, CO, sums + k * us, t0 != first, product)
        if (u) multiplyTransposed(m + k * ms, offsets, count, CO, u + k * us, v + k * vs, panelBytes, CI)
      }
      if (!u) continue
      for (let t = 0; t < count; t++) {
        const image = (t0 + t) / tiles, index = (t0 + t) % tiles
        const y0 = (index / across) * OUT - top, x0 = (index % across) * OUT - left
        for (let c = 0; c < CI; c += 4) {
          const source = v + (<usize>(c >> 3) * panelBytes) + (<usize>t << 5) + (<usize>(c & 4) << 2)
          inputGradTile(N, source, vs, border, work)
          addPixels(N, border, dx + <usize>image * imageBytes + (<usize>c << 2), H, W, pixelX, y0, x0)
        }
      }
    }
  }
}
