/*
 * Tiles of sums of outer products: tile[i][j] = sum over r of A[r][i] * B[r][j], for 6 neighbouring columns i of A and
 * a packed panel B [R][8]. Made as the tiles in dot-tile.ts, for the same reasons. All 6 columns are read, also where
 * fewer are wanted: every allocation has room behind it. Where 4 are enough the last two rows of the tile are not filled.
 */

// @ts-ignore: decorator
@unmanaged export class Six { c0: f32; c1: f32; c2: f32; c3: f32; c4: f32; c5: f32 }
// @ts-ignore: decorator
@unmanaged export class Four { c0: f32; c1: f32; c2: f32; c3: f32 }

/** Rows of A `stride` bytes apart: `pairs` times two. */
function outerPairs<Columns>(p: usize, stride: usize, pairs: i32, b: usize, tile: usize): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0)
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0)
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0)
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0)
  let c40 = f32x4.splat(0), c41 = f32x4.splat(0)
  let c50 = f32x4.splat(0), c51 = f32x4.splat(0)
  const end = b + (<usize>pairs << 6)
  while (b < end) {
    let b0 = v128.load(b), b1 = v128.load(b, 16), a: v128
    a = v128.load32_splat(p); c00 = f32x4.add(c00, f32x4.mul(a, b0)); c01 = f32x4.add(c01, f32x4.mul(a, b1))
    a = v128.load32_splat(p, 4); c10 = f32x4.add(c10, f32x4.mul(a, b0)); c11 = f32x4.add(c11, f32x4.mul(a, b1))
    a = v128.load32_splat(p, 8); c20 = f32x4.add(c20, f32x4.mul(a, b0)); c21 = f32x4.add(c21, f32x4.mul(a, b1))
    a = v128.load32_splat(p, 12); c30 = f32x4.add(c30, f32x4.mul(a, b0)); c31 = f32x4.add(c31, f32x4.mul(a, b1))
    if (offsetof<Columns>() == 24) {
      a = v128.load32_splat(p, 16); c40 = f32x4.add(c40, f32x4.mul(a, b0)); c41 = f32x4.add(c41, f32x4.mul(a, b1))
      a = v128.load32_splat(p, 20); c50 = f32x4.add(c50, f32x4.mul(a, b0)); c51 = f32x4.add(c51, f32x4.mul(a, b1))
    }
    p += stride
    b0 = v128.load(b, 32); b1 = v128.load(b, 48)
    a = v128.load32_splat(p); c00 = f32x4.add(c00, f32x4.mul(a, b0)); c01 = f32x4.add(c01, f32x4.mul(a, b1))
    a = v128.load32_splat(p, 4); c10 = f32x4.add(c10, f32x4.mul(a, b0)); c11 = f32x4.add(c11, f32x4.mul(a, b1))
    a = v128.load32_splat(p, 8); c20 = f32x4.add(c20, f32x4.mul(a, b0)); c21 = f32x4.add(c21, f32x4.mul(a, b1))
    a = v128.load32_splat(p, 12); c30 = f32x4.add(c30, f32x4.mul(a, b0)); c31 = f32x4.add(c31, f32x4.mul(a, b1))
    if (offsetof<Columns>() == 24) {
      a = v128.load32_splat(p, 16); c40 = f32x4.add(c40, f32x4.mul(a, b0)); c41 = f32x4.add(c41, f32x4.mul(a, b1))
      a = v128.load32_splat(p, 20); c50 = f32x4.add(c50, f32x4.mul(a, b0)); c51 = f32x4.add(c51, f32x4.mul(a, b1))
    }
    p += stride
    b += 64
  }
  v128.store(tile, c00, 0); v128.store(tile, c01, 16)
  v128.store(tile, c10, 32); v128.store(tile, c11, 48)
  v128.store(tile, c20, 64); v128.store(tile, c21, 80)
  v128.store(tile, c30, 96); v128.store(tile, c31, 112)
  if (offsetof<Columns>() == 24) {
    v128.store(tile, c40, 128); v128.store(tile, c41, 144)
    v128.store(tile, c50, 160); v128.store(tile, c51, 176)
  }
}

/** Rows of A at `offsets`, one byte offset for each; an even number of them. */
function outerPairsAt<Columns>(p: usize, offsets: usize, pairs: i32, b: usize, tile: usize): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0)
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0)
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0)
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0)
  let c40 = f32x4.splat(0), c41 = f32x4.splat(0)
  let c50 = f32x4.splat(0), c51 = f32x4.splat(0)
  const end = offsets + (<usize>pairs << 3)
  while (offsets < end) {
    const q = p + <usize>load<u32>(offsets), r = p + <usize>load<u32>(offsets, 4)
    let b0 = v128.load(b), b1 = v128.load(b, 16), a: v128
    a = v128.load32_splat(q); c00 = f32x4.add(c00, f32x4.mul(a, b0)); c01 = f32x4.add(c01, f32x4.mul(a, b1))
    a = v128.load32_splat(q, 4); c10 = f32x4.add(c10, f32x4.mul(a, b0)); c11 = f32x4.add(c11, f32x4.mul(a, b1))
    a = v128.load32_splat(q, 8); c20 = f32x4.add(c20, f32x4.mul(a, b0)); c21 = f32x4.add(c21, f32x4.mul(a, b1))
    a = v128.load32_splat(q, 12); c30 = f32x4.add(c30, f32x4.mul(a, b0)); c31 = f32x4.add(c31, f32x4.mul(a, b1))
    if (offsetof<Columns>() == 24) {
      a = v128.load32_splat(q, 16); c40 = f32x4.add(c40, f32x4.mul(a, b0)); c41 = f32x4.add(c41, f32x4.mul(a, b1))
      a = v128.load32_splat(q, 20); c50 = f32x4.add(c50, f32x4.mul(a, b0)); c51 = f32x4.add(c51, f32x4.mul(a, b1))
    }
    b0 = v128.load(b, 32); b1 = v128.load(b, 48)
    a = v128.load32_splat(r); c00 = f32x4.add(c00, f32x4.mul(a, b0)); c01 = f32x4.add(c01, f32x4.mul(a, b1))
    a = v128.load32_splat(r, 4); c10 = f32x4.add(c10, f32x4.mul(a, b0)); c11 = f32x4.add(c11, f32x4.mul(a, b1))
    a = v128.load32_splat(r, 8); c20 = f32x4.add(c20, f32x4.mul(a, b0)); c21 = f32x4.add(c21, f32x4.mul(a, b1))
    a = v128.load32_splat(r, 12); c30 = f32x4.add(c30, f32x4.mul(a, b0)); c31 = f32x4.add(c31, f32x4.mul(a, b1))
    if (offsetof<Columns>() == 24) {
      a = v128.load32_splat(r, 16); c40 = f32x4.add(c40, f32x4.mul(a, b0)); c41 = f32x4.add(c41, f32x4.mul(a, b1))
      a = v128.load32_splat(r, 20); c50 = f32x4.add(c50, f32x4.mul(a, b0)); c51 = f32x4.add(c51, f32x4.mul(a, b1))
    }
    b += 64
    offsets += 8
  }
  v128.store(tile, c00, 0); v128.store(tile, c01, 16)
  v128.store(tile, c10, 32); v128.store(tile, c11, 48)
  v128.store(tile, c20, 64); v128.store(tile, c21, 80)
  v128.store(tile, c30, 96); v128.store(tile, c31, 112)
  if (offsetof<Columns>() == 24) {
    v128.store(tile, c40, 128); v128.store(tile, c41, 144)
    v128.store(tile, c50, 160); v128.store(tile, c51, 176)
  }
}

/** Adds one row of A and B to a tile. */
function addOuter(p: usize, b: usize, tile: usize): void {
  const b0 = v128.load(b), b1 = v128.load(b, 16)
  for (let i: usize = 0; i < 6; i++) {
    const a = v128.load32_splat(p + (i << 2)), row = tile + (i << 5)
    v128.store(row, f32x4.add(v128.load(row), f32x4.mul(a, b0)))
    v128.store(row, f32x4.add(v128.load(row, 16), f32x4.mul(a, b1)), 16)
  }
}

/** The tile over `count` rows of A, `stride` bytes apart. */
export function outerRows<Columns>(p: usize, stride: usize, count: i32, b: usize, tile: usize): void {
  outerPairs<Columns>(p, stride, count >> 1, b, tile)
  if (count & 1) addOuter(p + <usize>(count - 1) * stride, b + (<usize>(count - 1) << 5), tile)
}

/** The tile over `count` rows of A at byte offsets. */
export function outerRowsAt<Columns>(p: usize, offsets: usize, count: i32, b: usize, tile: usize): void {
  outerPairsAt<Columns>(p, offsets, count >> 1, b, tile)
  if (count & 1) addOuter(p + <usize>load<u32>(offsets + (<usize>(count - 1) << 2)), b + (<usize>(count - 1) << 5), tile)
}
