/*
 * Tiles of dot products as those in dot-tile.ts, of 4 rows: where fewer than 6 are left, nothing is computed that nobody
 * wants. The last two rows of the tile are not filled. The loop is written out as there, for the same reasons.
 */
import { addRow } from './dot-tile'

/** The first `pairs` times two steps of 4 rows. */
function dotPairs(p0: usize, p1: usize, p2: usize, p3: usize, pairs: i32, b: usize, tile: usize): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0)
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0)
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0)
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0)
  const bytes = <usize>pairs << 3
  let k: usize = 0
  while (k < bytes) {
    let b0 = v128.load(b), b1 = v128.load(b, 16), a: v128
    a = v128.load32_splat(p0 + k); c00 = f32x4.add(c00, f32x4.mul(a, b0)); c01 = f32x4.add(c01, f32x4.mul(a, b1))
    a = v128.load32_splat(p1 + k); c10 = f32x4.add(c10, f32x4.mul(a, b0)); c11 = f32x4.add(c11, f32x4.mul(a, b1))
    a = v128.load32_splat(p2 + k); c20 = f32x4.add(c20, f32x4.mul(a, b0)); c21 = f32x4.add(c21, f32x4.mul(a, b1))
    a = v128.load32_splat(p3 + k); c30 = f32x4.add(c30, f32x4.mul(a, b0)); c31 = f32x4.add(c31, f32x4.mul(a, b1))
    b0 = v128.load(b, 32); b1 = v128.load(b, 48)
    a = v128.load32_splat(p0 + k, 4); c00 = f32x4.add(c00, f32x4.mul(a, b0)); c01 = f32x4.add(c01, f32x4.mul(a, b1))
    a = v128.load32_splat(p1 + k, 4); c10 = f32x4.add(c10, f32x4.mul(a, b0)); c11 = f32x4.add(c11, f32x4.mul(a, b1))
    a = v128.load32_splat(p2 + k, 4); c20 = f32x4.add(c20, f32x4.mul(a, b0)); c21 = f32x4.add(c21, f32x4.mul(a, b1))
    a = v128.load32_splat(p3 + k, 4); c30 = f32x4.add(c30, f32x4.mul(a, b0)); c31 = f32x4.add(c31, f32x4.mul(a, b1))
    b += 64
    k += 8
  }
  v128.store(tile, c00, 0); v128.store(tile, c01, 16)
  v128.store(tile, c10, 32); v128.store(tile, c11, 48)
  v128.store(tile, c20, 64); v128.store(tile, c21, 80)
  v128.store(tile, c30, 96); v128.store(tile, c31, 112)
}

/** The tile of 4 rows of `K` contiguous floats. */
export function dotFew(p0: usize, p1: usize, p2: usize, p3: usize, K: i32, b: usize, tile: usize): void {
  dotPairs(p0, p1, p2, p3, K >> 1, b, tile)
  if (!(K & 1)) return
  const last = <usize>(K - 1) << 2
  b += last << 3
  const b0 = v128.load(b), b1 = v128.load(b, 16)
  addRow(p0 + last, b0, b1, tile)
  addRow(p1 + last, b0, b1, tile + 32)
  addRow(p2 + last, b0, b1, tile + 64)
  addRow(p3 + last, b0, b1, tile + 96)
}
