import { clamp } from '../math'

/*
 * The sigmoid of gates, which is what recurrent layers compute most often: 1 / (1 + e^-x), with e^-x as in `exp4`. Within
 * the bounds, behind which the result is 1 or below 1e-38, 2^n is one factor; terms are summed in pairs, so that few
 * operations wait for each other, and several gates can be computed stage by stage, side by side. Relative error below
 * 3e-7.
 */

/** 1.5 * 2^23 + 127: what is added to it leaves its nearest integer, as the exponent of a float, in the low bits. */
const MAGIC: f32 = 12583039

/** x within the bounds. */
// @ts-ignore: decorator
@inline export function bounded(x: v128): v128 {
  return clamp(x, -88, 87)
}

/** n, the nearest integer of -x / ln 2, on top of the magic number. */
// @ts-ignore: decorator
@inline export function power(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(-1.44269504088896341)), f32x4.splat(MAGIC))
}

/** -x - n ln 2. */
// @ts-ignore: decorator
@inline export function rest(x: v128, sum: v128): v128 {
  const n = f32x4.sub(sum, f32x4.splat(MAGIC))
  return f32x4.add(
    f32x4.sub(f32x4.mul(n, f32x4.splat(-0.693359375)), x), f32x4.mul(n, f32x4.splat(2.12194440e-4)),
  )
}

/** The gate. */
// @ts-ignore: decorator
@inline export function gateOf(sum: v128, r: v128): v128 {
  const r2 = f32x4.mul(r, r)
  const high = f32x4.add(f32x4.mul(f32x4.splat(1.9875691500e-4), r), f32x4.splat(1.3981999507e-3))
  const middle = f32x4.add(f32x4.mul(f32x4.splat(8.3334519073e-3), r), f32x4.splat(4.1665795894e-2))
  const low = f32x4.add(f32x4.mul(f32x4.splat(1.6666665459e-1), r), f32x4.splat(5.0000001201e-1))
  const y = f32x4.add(f32x4.mul(f32x4.add(f32x4.mul(high, r2), middle), r2), low)
  const e = f32x4.mul(f32x4.add(f32x4.mul(y, r2), f32x4.add(r, f32x4.splat(1))), i32x4.shl(sum, 23))
  return f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), e))
}

/** One gate alone. */
// @ts-ignore: decorator
@inline export function gate4(x: v128): v128 {
  x = bounded(x)
  const sum = power(x)
  return gateOf(sum, rest(x, sum))
}
