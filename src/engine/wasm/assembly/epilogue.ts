import { larger } from './math'

/*
 * What follows a convolution: bias, ReLU and max pooling of 2 x 2 windows; and the gradient on its way back. Pooling
 * leaves one byte for each of its outputs: which of the four pixels was the largest (the first of equals), or NONE
 * where ReLU lets no gradient through.
 */

/** The mask of a window whose pixels get no gradient. */
export const NONE: i32 = 4

/** Four channels of one window: the largest, plus bias, through ReLU if asked, and its byte mask. */
// @ts-ignore: decorator
@inline export function storePooled(
  v0: v128, v1: v128, v2: v128, v3: v128, bias: v128, relu: i32, out: usize, mask: usize,
): void {
  const most = larger(larger(v0, v1), larger(v2, v3))
  let y = f32x4.add(most, bias)
  let index = v128.bitselect(i32x4.splat(2), i32x4.splat(3), f32x4.eq(v2, most))
  index = v128.bitselect(i32x4.splat(1), index, f32x4.eq(v1, most))
  index = v128.andnot(index, f32x4.eq(v0, most))
  if (relu) {
    index = v128.bitselect(index, i32x4.splat(NONE), f32x4.gt(y, f32x4.splat(0)))
    y = f32x4.pmax(y, f32x4.splat(0))
  }
  v128.store(out, y)
  const half = i16x8.narrow_i32x4_s(index, index)
  v128.store32_lane(mask, i8x16.narrow_i16x8_s(half, half), 0)
}

/** The masks of four channels, as 32-bit integers. */
// @ts-ignore: decorator
@inline export function loadMask(mask: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(mask)))
}

/** How a gradient arrives at a convolution: as that of its output; of ReLU's, which comes along; of the pooled one. */
export const RELU: i32 = 1
export const POOLED: i32 = 2

/** What of the gradient of four pooled channels belongs to pixel `index` of the window. */
// @ts-ignore: decorator
@inline export function unpooled(dy: v128, mask: v128, index: i32): v128 {
  return v128.and(dy, i32x4.eq(mask, i32x4.splat(index)))
}
