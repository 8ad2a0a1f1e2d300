import { dotRows } from '../dot-tile'
import { minimum, ROWS, scaled } from '../tile'
import { blockTiles, positionBytes } from './block'
import { storePooled } from '../epilogue'
import { gatherTile } from './gather'
import { OUT, outputTile, WORK_BYTES } from './tile'

/** M of one position: `rows` of V [rows][K] times the panels of u. */
function multiply(v: usize, rows: i32, K: i32, u: usize, m: usize, panelBytes: usize, columns: i32): void {
  const stride = <usize>K << 2
  for (let c = 0; c < columns; c += 8, u += stride << 3, m += panelBytes) {
    let q = v, o = m
    for (let i = 0; i < rows; i += ROWS, q += <usize>ROWS * stride, o += 192) {
      const n = rows - i
      dotRows(
        q, n > 1 ? q + stride : q, n > 2 ? q + 2 * stride : q,
        n > 3 ? q + 3 * stride : q, n > 4 ? q + 4 * stride : q, n > 5 ? q + 5 * stride : q,
        K, u, o,
      )
    }
  }
}

/** Bias, ReLU, scale and bounds, or pooling of the `ny` x `nx` outputs of a tile that lie in the image. */
function storeOutputs(
  tile: usize, out: usize, line: usize, pixel: usize, ny: i32, nx: i32, bias: usize, relu: i32, mask: usize,
  scale: usize, shift: usize, least: f32, most: f32,
): void {
  const zero = f32x4.splat(0), b = bias ? v128.load(bias) : zero
  if (mask) {
    for (let y = 0; y + 1 < ny; y += 2)
      for (let x = 0; x + 1 < nx; x += 2) {
        const q = tile + <usize>((y * OUT + x) << 4), o = <usize>(y >> 1) * line + <usize>(x >> 1) * pixel
        storePooled(
          v128.load(q), v128.load(q, 16), v128.load(q, 64), v128.load(q, 80), b, relu, out + o, mask + (o >> 2),
        )
      }
    return
  }
  for (let y = 0; y < ny; y++, tile += 64, out += line) {
    let o = out
    for (let x: usize = 0; x < <usize>nx << 4; x += 16, o += pixel) {
      let value = f32x4.add(v128.load(tile + x), b)
      if (relu) value = f32x4.pmax(value, zero)
      v128.store(o, scale ? scaled(value, scale, shift, least, most) : value)
    }
  }
}

/**
 * Convolution of stride 1 with a filter from `winogradFilter`: relu?(x * w + bias), and max pooling of 2 x 2 windows
 * if there is room for its `mask`; with a `scale`, that times scale plus `shift`, between two bounds. Channels are
 * multiples of 8. Parts share out the tiles.
 */
export function winograd(
  x: usize, images: i32, H: i32, W: i32, CI: i32, top: i32, left: i32, R: i32, OH: i32, OW: i32, CO: i32,
  u: usize, bias: usize, relu: i32, y: usize, mask: usize, scale: usize, shift: usize, least: f32, most: f32,
  scratch: usize, scratchBytes: usize, part: i32, parts: i32,
): void {
  const N = R + 3, positions = <usize>(N * N), block = blockTiles(N, CI, CO)
  const vs = positionBytes(block, CI), ms = positionBytes(block, CO), us = <usize>(CI * CO) << 2
  const v = scratch + <usize>part * scratchBytes, m = v + positions * vs, work = m + positions * ms
  const tile = work + WORK_BYTES / 2, border = work + WORK_BYTES
  const down = (OH + OUT - 1) / OUT, across = (OW + OUT - 1) / OUT, tiles = down * across
  const first = <i32>((<u64>(images * tiles) * part) / parts), end = <i32>((<u64>(images * tiles) * (part + 1)) / parts)
  const pixel = <usize>CO << 2, halved = mask ? 1 : 0, PH = OH >> halved, PW = OW >> halved, line = <usize>PW * pixel
  for (let t0 = first; t0 < end; t0 += block) {
    const count = minimum(block, end - t0)
    for (let t = 0; t < count; t++) {
      const image = (t0 + t) / tiles, index = (t0 + t) % tiles
      const y0 = (index / across) * OUT - top, x0 = (index % across) * OUT - left
      const source = x + ((<usize>image * <usize>(H * W) * <usize>CI) << 2)
      gatherTile(N, source, H, W, CI, y0, x0, v + (<usize>(t * CI) << 2), vs, border, work)
    }
    for (let k: usize = 0; k < positions; k++)
      multiply(v + k * vs, count, CI, u + k * us, m + k * ms, <usize>block << 5, CO)
    for (let t = 0; t < count; t++) {
      const image = (t0 + t) / tiles, index = (t0 + t) % tiles
      const y0 = (index / across) * OUT, x0 = (index % across) * OUT
      const ny = minimum(OUT, OH - y0), nx = minimum(OUT, OW - x0)
      let o = <usize>((image * PH + (y0 >> halved)) * PW + (x0 >> halved)) * pixel
      for (let c = 0; c < CO; c += 4, o += 16) {
        const source = m + (<usize>(c >> 3) * <usize>block << 5) + (<usize>t << 5) + (<usize>(c & 4) << 2)
        outputTile(N, source, ms, tile, work)
        const at = <usize>c << 2, b = bias ? bias + at : 0, byteMask = mask ? mask + (o >> 2) : 0, by = scale ? scale + at : 0
        storeOutputs(tile, y + o, line, pixel, ny, nx, b, relu, byteMask, by, shift + at, least, most)
      }
    }
  }
}
