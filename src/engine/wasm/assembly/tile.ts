/*
 * A tile is 6 x 8 results of gemm, a convolution or a recurrent layer, in working memory of its thread. B of the inner
 * loops that fill it (dot-tile.ts, outer-tile.ts) is always a packed panel: [K][8], contiguous, zero-padded on the
 * right.
 */

/** Rows of a tile. */
export const ROWS: i32 = 6
/** Bytes set aside for a tile, whole cache lines; there is room for 64 bytes behind it. */
export const TILE_BYTES: usize = 256

// @ts-ignore: decorator
@inline export function minimum(a: i32, b: i32): i32 {
  return a < b ? a : b
}

/** Stores the first `m` rows and `n` columns of a tile: c = relu?(tile + (c) + (bias)); rows of c are ldc bytes apart. */
export function storeTile(
  tile: usize, c: usize, ldc: usize, m: i32, n: i32, accumulate: i32, bias: usize, relu: i32,
): void {
  const zero = f32x4.splat(0)
  for (let i = 0; i < m; i++, tile += 32, c += ldc) {
    if (n >= 8) {
      let v0 = v128.load(tile), v1 = v128.load(tile, 16)
      if (accumulate) {
        v0 = f32x4.add(v0, v128.load(c))
        v1 = f32x4.add(v1, v128.load(c, 16))
      }
      if (bias) {
        v0 = f32x4.add(v0, v128.load(bias))
        v1 = f32x4.add(v1, v128.load(bias, 16))
      }
      if (relu) {
        v0 = f32x4.pmax(v0, zero)
        v1 = f32x4.pmax(v1, zero)
      }
      v128.store(c, v0)
      v128.store(c, v1, 16)
      continue
    }
    for (let j: usize = 0; j < <usize>n << 2; j += 4) {
      let x = load<f32>(tile + j)
      if (accumulate) x += load<f32>(c + j)
      if (bias) x += load<f32>(bias + j)
      if (relu) x = max<f32>(x, 0)
      store<f32>(c + j, x)
    }
  }
}

/** Stores a whole tile: c = max(tile + bias, least), with eight floats of bias. */
export function storeWholeTile(tile: usize, c: usize, ldc: usize, bias: usize, least: f32): void {
  const b0 = v128.load(bias), b1 = v128.load(bias, 16), floor = f32x4.splat(least)
  storeRow(v128.load(tile), v128.load(tile, 16), b0, b1, floor, c); c += ldc
  storeRow(v128.load(tile, 32), v128.load(tile, 48), b0, b1, floor, c); c += ldc
  storeRow(v128.load(tile, 64), v128.load(tile, 80), b0, b1, floor, c); c += ldc
  storeRow(v128.load(tile, 96), v128.load(tile, 112), b0, b1, floor, c); c += ldc
  storeRow(v128.load(tile, 128), v128.load(tile, 144), b0, b1, floor, c); c += ldc
  storeRow(v128.load(tile, 160), v128.load(tile, 176), b0, b1, floor, c)
}

// @ts-ignore: decorator
@inline function storeRow(v0: v128, v1: v128, b0: v128, b1: v128, floor: v128, c: usize): void {
  v128.store(c, f32x4.pmax(f32x4.add(v0, b0), floor))
  v128.store(c, f32x4.pmax(f32x4.add(v1, b1), floor), 16)
}
