/*
 * Tiles of dot products: tile[i][j] = sum over k of A_i[k] * B[k][j], for 6 rows A_i and a packed panel B [K][8].
 *
 * Why these shapes: 12 accumulators, 2 vectors of B, one number of A and one product fill the vector registers. The
 * function holds one loop and nothing else, two steps long: V8 keeps the accumulators in registers then, while a
 * second loop or a branch behind it costs a third of the speed. What is left over is done by `addStep`.
 */

/** Rows that lie contiguously: `pairs` times two steps. */
function dotPairs(
  p0: usize, p1: usize, p2: usize, p3: usize, p4: usize, p5: usize, pairs: i32, b: usize, tile: usize,
): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0)
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0)
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0)
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0)
  let c40 = f32x4.splat(0), c41 = f32x4.splat(0)
  let c50 = f32x4.splat(0), c51 = f32x4.splat(0)
  const bytes = <usize>pairs << 3
  let k: usize = 0
  while (k < bytes) {
    let b0 = v128.load(b), b1 = v128.load(b, 16), a: v128
    a = v128.load32_splat(p0 + k); c00 = f32x4.add(c00, f32x4.mul(a, b0)); c01 = f32x4.add(c01, f32x4.mul(a, b1))
    a = v128.load32_splat(p1 + k); c10 = f32x4.add(c10, f32x4.mul(a, b0)); c11 = f32x4.add(c11, f32x4.mul(a, b1))
    a = v128.load32_splat(p2 + k); c20 = f32x4.add(c20, f32x4.mul(a, b0)); c21 = f32x4.add(c21, f32x4.mul(a, b1))
    a = v128.load32_splat(p3 + k); c30 = f32x4.add(c30, f32x4.mul(a, b0)); c31 = f32x4.add(c31, f32x4.mul(a, b1))
    a = v128.load32_splat(p4 + k); c40 = f32x4.add(c40, f32x4.mul(a, b0)); c41 = f32x4.add(c41, f32x4.mul(a, b1))
    a = v128.load32_splat(p5 + k); c50 = f32x4.add(c50, f32x4.mul(a, b0)); c51 = f32x4.add(c51, f32x4.mul(a, b1))
    b0 = v128.load(b, 32); b1 = v128.load(b, 48)
    a = v128.load32_splat(p0 + k, 4); c00 = f32x4.add(c00, f32x4.mul(a, b0)); c01 = f32x4.add(c01, f32x4.mul(a, b1))
    a = v128.load32_splat(p1 + k, 4); c10 = f32x4.add(c10, f32x4.mul(a, b0)); c11 = f32x4.add(c11, f32x4.mul(a, b1))
    a = v128.load32_splat(p2 + k, 4); c20 = f32x4.add(c20, f32x4.mul(a, b0)); c21 = f32x4.add(c21, f32x4.mul(a, b1))
    a = v128.load32_splat(p3 + k, 4); c30 = f32x4.add(c30, f32x4.mul(a, b0)); c31 = f32x4.add(c31, f32x4.mul(a, b1))
    a = v128.load32_splat(p4 + k, 4); c40 = f32x4.add(c40, f32x4.mul(a, b0)); c41 = f32x4.add(c41, f32x4.mul(a, b1))
    a = v128.load32_splat(p5 + k, 4); c50 = f32x4.add(c50, f32x4.mul(a, b0)); c51 = f32x4.add(c51, f32x4.mul(a, b1))
    b += 64
    k += 8
  }
  v128.store(tile, c00, 0); v128.store(tile, c01, 16)
  v128.store(tile, c10, 32); v128.store(tile, c11, 48)
  v128.store(tile, c20, 64); v128.store(tile, c21, 80)
  v128.store(tile, c30, 96); v128.store(tile, c31, 112)
  v128.store(tile, c40, 128); v128.store(tile, c41, 144)
  v128.store(tile, c50, 160); v128.store(tile, c51, 176)
}

/** Rows in pieces of even length: `offsets` holds the byte offset of each pair of elements, the same for all rows. */
function dotPairsAt(
  p0: usize, p1: usize, p2: usize, p3: usize, p4: usize, p5: usize, pairs: i32, offsets: usize, b: usize, tile: usize,
): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0)
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0)
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0)
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0)
  let c40 = f32x4.splat(0), c41 = f32x4.splat(0)
  let c50 = f32x4.splat(0), c51 = f32x4.splat(0)
  const end = offsets + (<usize>pairs << 2)
  while (offsets < end) {
    const k = <usize>load<u32>(offsets)
    let b0 = v128.load(b), b1 = v128.load(b, 16), a: v128
    a = v128.load32_splat(p0 + k); c00 = f32x4.add(c00, f32x4.mul(a, b0)); c01 = f32x4.add(c01, f32x4.mul(a, b1))
    a = v128.load32_splat(p1 + k); c10 = f32x4.add(c10, f32x4.mul(a, b0)); c11 = f32x4.add(c11, f32x4.mul(a, b1))
    a = v128.load32_splat(p2 + k); c20 = f32x4.add(c20, f32x4.mul(a, b0)); c21 = f32x4.add(c21, f32x4.mul(a, b1))
    a = v128.load32_splat(p3 + k); c30 = f32x4.add(c30, f32x4.mul(a, b0)); c31 = f32x4.add(c31, f32x4.mul(a, b1))
    a = v128.load32_splat(p4 + k); c40 = f32x4.add(c40, f32x4.mul(a, b0)); c41 = f32x4.add(c41, f32x4.mul(a, b1))
    a = v128.load32_splat(p5 + k); c50 = f32x4.add(c50, f32x4.mul(a, b0)); c51 = f32x4.add(c51, f32x4.mul(a, b1))
    b0 = v128.load(b, 32); b1 = v128.load(b, 48)
    a = v128.load32_splat(p0 + k, 4); c00 = f32x4.add(c00, f32x4.mul(a, b0)); c01 = f32x4.add(c01, f32x4.mul(a, b1))
    a = v128.load32_splat(p1 + k, 4); c10 = f32x4.add(c10, f32x4.mul(a, b0)); c11 = f32x4.add(c11, f32x4.mul(a, b1))
    a = v128.load32_splat(p2 + k, 4); c20 = f32x4.add(c20, f32x4.mul(a, b0)); c21 = f32x4.add(c21, f32x4.mul(a, b1))
    a = v128.load32_splat(p3 + k, 4); c30 = f32x4.add(c30, f32x4.mul(a, b0)); c31 = f32x4.add(c31, f32x4.mul(a, b1))
    a = v128.load32_splat(p4 + k, 4); c40 = f32x4.add(c40, f32x4.mul(a, b0)); c41 = f32x4.add(c41, f32x4.mul(a, b1))
    a = v128.load32_splat(p5 + k, 4); c50 = f32x4.add(c50, f32x4.mul(a, b0)); c51 = f32x4.add(c51, f32x4.mul(a, b1))
    b += 64
    offsets += 4
  }
  v128.store(tile, c00, 0); v128.store(tile, c01, 16)
  v128.store(tile, c10, 32); v128.store(tile, c11, 48)
  v128.store(tile, c20, 64); v128.store(tile, c21, 80)
  v128.store(tile, c30, 96); v128.store(tile, c31, 112)
  v128.store(tile, c40, 128); v128.store(tile, c41, 144)
  v128.store(tile, c50, 160); v128.store(tile, c51, 176)
}

/** Rows in pieces of any length: `offsets` holds the byte offset of each element; an even number of them. */
function dotElementsAt(
  p0: usize, p1: usize, p2: usize, p3: usize, p4: usize, p5: usize, pairs: i32, offsets: usize, b: usize, tile: usize,
): void {
  let c00 = f32x4.splat(0), c01 = f32x4.splat(0)
  let c10 = f32x4.splat(0), c11 = f32x4.splat(0)
  let c20 = f32x4.splat(0), c21 = f32x4.splat(0)
  let c30 = f32x4.splat(0), c31 = f32x4.splat(0)
  let c40 = f32x4.splat(0), c41 = f32x4.splat(0)
  let c50 = f32x4.splat(0), c51 = f32x4.splat(0)
  const end = offsets + (<usize>pairs << 3)
  while (offsets < end) {
    const k = <usize>load<u32>(offsets), l = <usize>load<u32>(offsets, 4)
    let b0 = v128.load(b), b1 = v128.load(b, 16), a: v128
    a = v128.load32_splat(p0 + k); c00 = f32x4.add(c00, f32x4.mul(a, b0)); c01 = f32x4.add(c01, f32x4.mul(a, b1))
    a = v128.load32_splat(p1 + k); c10 = f32x4.add(c10, f32x4.mul(a, b0)); c11 = f32x4.add(c11, f32x4.mul(a, b1))
    a = v128.load32_splat(p2 + k); c20 = f32x4.add(c20, f32x4.mul(a, b0)); c21 = f32x4.add(c21, f32x4.mul(a, b1))
    a = v128.load32_splat(p3 + k); c30 = f32x4.add(c30, f32x4.mul(a, b0)); c31 = f32x4.add(c31, f32x4.mul(a, b1))
    a = v128.load32_splat(p4 + k); c40 = f32x4.add(c40, f32x4.mul(a, b0)); c41 = f32x4.add(c41, f32x4.mul(a, b1))
    a = v128.load32_splat(p5 + k); c50 = f32x4.add(c50, f32x4.mul(a, b0)); c51 = f32x4.add(c51, f32x4.mul(a, b1))
    b0 = v128.load(b, 32); b1 = v128.load(b, 48)
    a = v128.load32_splat(p0 + l); c00 = f32x4.add(c00, f32x4.mul(a, b0)); c01 = f32x4.add(c01, f32x4.mul(a, b1))
    a = v128.load32_splat(p1 + l); c10 = f32x4.add(c10, f32x4.mul(a, b0)); c11 = f32x4.add(c11, f32x4.mul(a, b1))
    a = v128.load32_splat(p2 + l); c20 = f32x4.add(c20, f32x4.mul(a, b0)); c21 = f32x4.add(c21, f32x4.mul(a, b1))
    a = v128.load32_splat(p3 + l); c30 = f32x4.add(c30, f32x4.mul(a, b0)); c31 = f32x4.add(c31, f32x4.mul(a, b1))
    a = v128.load32_splat(p4 + l); c40 = f32x4.add(c40, f32x4.mul(a, b0)); c41 = f32x4.add(c41, f32x4.mul(a, b1))
    a = v128.load32_splat(p5 + l); c50 = f32x4.add(c50, f32x4.mul(a, b0)); c51 = f32x4.add(c51, f32x4.mul(a, b1))
    b += 64
    offsets += 8
  }
  v128.store(tile, c00, 0); v128.store(tile, c01, 16)
  v128.store(tile, c10, 32); v128.store(tile, c11, 48)
  v128.store(tile, c20, 64); v128.store(tile, c21, 80)
  v128.store(tile, c30, 96); v128.store(tile, c31, 112)
  v128.store(tile, c40, 128); v128.store(tile, c41, 144)
  v128.store(tile, c50, 160); v128.store(tile, c51, 176)
}

// @ts-ignore: decorator
@unmanaged class Grey { value: f32 }
// @ts-ignore: decorator
@unmanaged class Colour { red: f32; green: f32; blue: f32 }

/** Rows that begin a pixel apart: one address serves all of them, so that no register is short. */
function dotNeighboursOf<Pixel>(p: usize, pairs: i32, offsets: usize, b: usize, tile: usize): void {
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
    a = v128.load32_splat(q, offsetof<Pixel>()); c10 = f32x4.add(c10, f32x4.mul(a, b0)); c11 = f32x4.add(c11, f32x4.mul(a, b1))
    a = v128.load32_splat(q, 2 * offsetof<Pixel>()); c20 = f32x4.add(c20, f32x4.mul(a, b0)); c21 = f32x4.add(c21, f32x4.mul(a, b1))
    a = v128.load32_splat(q, 3 * offsetof<Pixel>()); c30 = f32x4.add(c30, f32x4.mul(a, b0)); c31 = f32x4.add(c31, f32x4.mul(a, b1))
    a = v128.load32_splat(q, 4 * offsetof<Pixel>()); c40 = f32x4.add(c40, f32x4.mul(a, b0)); c41 = f32x4.add(c41, f32x4.mul(a, b1))
    a = v128.load32_splat(q, 5 * offsetof<Pixel>()); c50 = f32x4.add(c50, f32x4.mul(a, b0)); c51 = f32x4.add(c51, f32x4.mul(a, b1))
    b0 = v128.load(b, 32); b1 = v128.load(b, 48)
    a = v128.load32_splat(r); c00 = f32x4.add(c00, f32x4.mul(a, b0)); c01 = f32x4.add(c01, f32x4.mul(a, b1))
    a = v128.load32_splat(r, offsetof<Pixel>()); c10 = f32x4.add(c10, f32x4.mul(a, b0)); c11 = f32x4.add(c11, f32x4.mul(a, b1))
    a = v128.load32_splat(r, 2 * offsetof<Pixel>()); c20 = f32x4.add(c20, f32x4.mul(a, b0)); c21 = f32x4.add(c21, f32x4.mul(a, b1))
    a = v128.load32_splat(r, 3 * offsetof<Pixel>()); c30 = f32x4.add(c30, f32x4.mul(a, b0)); c31 = f32x4.add(c31, f32x4.mul(a, b1))
    a = v128.load32_splat(r, 4 * offsetof<Pixel>()); c40 = f32x4.add(c40, f32x4.mul(a, b0)); c41 = f32x4.add(c41, f32x4.mul(a, b1))
    a = v128.load32_splat(r, 5 * offsetof<Pixel>()); c50 = f32x4.add(c50, f32x4.mul(a, b0)); c51 = f32x4.add(c51, f32x4.mul(a, b1))
    b += 64
    offsets += 8
  }
  v128.store(tile, c00, 0); v128.store(tile, c01, 16)
  v128.store(tile, c10, 32); v128.store(tile, c11, 48)
  v128.store(tile, c20, 64); v128.store(tile, c21, 80)
  v128.store(tile, c30, 96); v128.store(tile, c31, 112)
  v128.store(tile, c40, 128); v128.store(tile, c41, 144)
  v128.store(tile, c50, 160); v128.store(tile, c51, 176)
}

/** Adds one step to a tile: tile[i][j] += A_i[k] * B[k][j]. */
function addStep(
  p0: usize, p1: usize, p2: usize, p3: usize, p4: usize, p5: usize, b: usize, tile: usize,
): void {
  const b0 = v128.load(b), b1 = v128.load(b, 16)
  addRow(p0, b0, b1, tile)
  addRow(p1, b0, b1, tile + 32)
  addRow(p2, b0, b1, tile + 64)
  addRow(p3, b0, b1, tile + 96)
  addRow(p4, b0, b1, tile + 128)
  addRow(p5, b0, b1, tile + 160)
}

/** Adds one step to a row of a tile. */
// @ts-ignore: decorator
@inline export function addRow(p: usize, b0: v128, b1: v128, row: usize): void {
  const a = v128.load32_splat(p)
  v128.store(row, f32x4.add(v128.load(row), f32x4.mul(a, b0)))
  v128.store(row, f32x4.add(v128.load(row, 16), f32x4.mul(a, b1)), 16)
}

/** The tile of rows of `K` contiguous floats. */
export function dotRows(
  p0: usize, p1: usize, p2: usize, p3: usize, p4: usize, p5: usize, K: i32, b: usize, tile: usize,
): void {
  dotPairs(p0, p1, p2, p3, p4, p5, K >> 1, b, tile)
  if (!(K & 1)) return
  const last = <usize>(K - 1) << 2
  addStep(p0 + last, p1 + last, p2 + last, p3 + last, p4 + last, p5 + last, b + (last << 3), tile)
}

/**
 * The tile of rows of `K` floats in pieces, an even number: their byte offsets in `offsets`, one for each float, or
 * with `paired` one for each two.
 */
export function dotRowsAt(
  p0: usize, p1: usize, p2: usize, p3: usize, p4: usize, p5: usize, K: i32, paired: i32, offsets: usize, b: usize, tile: usize,
): void {
  if (paired) dotPairsAt(p0, p1, p2, p3, p4, p5, K >> 1, offsets, b, tile)
  else dotElementsAt(p0, p1, p2, p3, p4, p5, K >> 1, offsets, b, tile)
}

/**
 * The tile of pixels beside each other, `apart` bytes from one to the next: 4 or 12. `K` is even, `offsets` those of
 * each element.
 */
export function dotNeighbours(p: usize, apart: usize, K: i32, offsets: usize, b: usize, tile: usize): void {
  if (apart == 4) dotNeighboursOf<Grey>(p, K >> 1, offsets, b, tile)
  else dotNeighboursOf<Colour>(p, K >> 1, offsets, b, tile)
}
