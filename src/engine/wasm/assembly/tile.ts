import { storeFirst } from './lanes'
import { clamp } from './math'

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

/**
 * Stores the first `m` rows and `n` columns of a tile as they come out of a convolution, batch normalization and a bound:
 * c = relu?(tile + (bias)) * scale + shift, between `least` and `most`.
 */
export function storeScaledTile(
  tile: usize, c: usize, ldc: usize, m: i32, n: i32, bias: usize, relu: i32, scale: usize, shift: usize, least: f32, most: f32,
): void {
  const bytes = <usize>n << 2
  for (let i = 0; i < m; i++, tile += 32, c += ldc)
    for (let j: usize = 0; j < bytes; j += 16) {
      let v = v128.load(tile + j)
      if (bias) v = f32x4.add(v, v128.load(bias + j))
      if (relu) v = f32x4.pmax(v, f32x4.splat(0))
      storeFirst(c + j, scaled(v, scale + j, shift + j, least, most), bytes - j)
    }
}

/** Four channels of x * scale + shift, between two bounds. */
// @ts-ignore: decorator
@inline export function scaled(x: v128, scale: usize, shift: usize, least: f32, most: f32): v128 {
  return clamp(f32x4.add(f32x4.mul(x, v128.load(scale)), v128.load(shift)), least, most)
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
