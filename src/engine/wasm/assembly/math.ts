/*
 * `f32x4.pmin` and `f32x4.pmax` are one instruction each, `f32x4.min` and `f32x4.max` are eight. They give the first
 * operand where one is NaN: it must be the one that is not a constant.
 */

/** x between two numbers; NaN stays NaN. */
// @ts-ignore: decorator
@inline export function clamp(x: v128, low: f32, high: f32): v128 {
  return f32x4.pmin(f32x4.pmax(x, f32x4.splat(low)), f32x4.splat(high))
}

/** The larger of two numbers, NaN where one is: a NaN is in one of the two orders, and stays NaN with other bits set. */
// @ts-ignore: decorator
@inline export function larger(a: v128, b: v128): v128 {
  return v128.or(f32x4.pmax(a, b), f32x4.pmax(b, a))
}

/** e^x: Cephes' expf; overflow gives infinity, underflow zero, NaN stays NaN. Relative error below 2e-7. */
export function exp4(x: v128): v128 {
  return expInLine(clamp(x, -104, 89))
}

/** The same within these bounds, where a call would cost more. */
// @ts-ignore: decorator
@inline function expInLine(x: v128): v128 {
  const magic = f32x4.splat(12582912) // 1.5 * 2^23: the nearest integer is in the low bits of the sum
  const sum = f32x4.add(f32x4.mul(x, f32x4.splat(1.44269504088896341)), magic), n = f32x4.sub(sum, magic)
  let r = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)))
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.12194440e-4)))
  let y = f32x4.splat(1.9875691500e-4)
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1.3981999507e-3))
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(8.3334519073e-3))
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(4.1665795894e-2))
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(1.6666665459e-1))
  y = f32x4.add(f32x4.mul(y, r), f32x4.splat(5.0000001201e-1))
  y = f32x4.add(f32x4.add(f32x4.mul(y, f32x4.mul(r, r)), r), f32x4.splat(1))
  // 2^n in two factors, each a normal number, so that both ends of the range come out right
  const whole = i32x4.sub(sum, magic), half = i32x4.shr_s(whole, 1), bias = i32x4.splat(127)
  y = f32x4.mul(y, i32x4.shl(i32x4.add(half, bias), 23))
  return f32x4.mul(y, i32x4.shl(i32x4.add(i32x4.sub(whole, half), bias), 23))
}

/** 1 / (1 + e^-x), from e^-|x|, which neither overflows nor loses small results. */
// @ts-ignore: decorator
@inline export function sigmoid4(x: v128): v128 {
  const e = expInLine(f32x4.pmax(f32x4.neg(f32x4.abs(x)), f32x4.splat(-104))), below = f32x4.lt(x, f32x4.splat(0))
  const numerator = v128.bitselect(e, f32x4.splat(1), below)
  return f32x4.div(numerator, f32x4.add(f32x4.splat(1), e))
}

/** tanh: the rational approximation of Eigen; error below 4 units in the last place. */
// @ts-ignore: decorator
@inline export function tanh4(x: v128): v128 {
  x = clamp(x, -7.90531110763549805, 7.90531110763549805)
  const x2 = f32x4.mul(x, x)
  let p = f32x4.splat(-2.76076847742355e-16)
  p = f32x4.add(f32x4.mul(p, x2), f32x4.splat(2.00018790482477e-13))
  p = f32x4.add(f32x4.mul(p, x2), f32x4.splat(-8.60467152213735e-11))
  p = f32x4.add(f32x4.mul(p, x2), f32x4.splat(5.12229709037114e-8))
  p = f32x4.add(f32x4.mul(p, x2), f32x4.splat(1.48572235717979e-5))
  p = f32x4.add(f32x4.mul(p, x2), f32x4.splat(6.37261928875436e-4))
  p = f32x4.add(f32x4.mul(p, x2), f32x4.splat(4.89352455891786e-3))
  let q = f32x4.splat(1.19825839466702e-6)
  q = f32x4.add(f32x4.mul(q, x2), f32x4.splat(1.18534705686654e-4))
  q = f32x4.add(f32x4.mul(q, x2), f32x4.splat(2.26843463243900e-3))
  q = f32x4.add(f32x4.mul(q, x2), f32x4.splat(4.89352518554385e-3))
  return f32x4.div(f32x4.mul(p, x), q)
}

/** Codes of the activations that kernels compute themselves; the same numbers stand in ../activation.ts. */
export const LINEAR: i32 = 0
export const RELU: i32 = 1
export const TANH: i32 = 2
export const SIGMOID: i32 = 3
/** Of its derivative alone. */
const RELU6: i32 = 4

/** The activation of that code. */
export function activate(code: i32, x: v128): v128 {
  if (code == TANH) return tanh4(x)
  if (code == RELU) return f32x4.pmax(x, f32x4.splat(0))
  if (code == SIGMOID) return sigmoid4(x)
  return x
}

/** dy times the derivative of the activation, computed from its output y. */
export function activateGrad(code: i32, dy: v128, y: v128): v128 {
  if (code == TANH) return f32x4.mul(dy, f32x4.sub(f32x4.splat(1), f32x4.mul(y, y)))
  // as a product, in which a gradient of NaN or infinity stays seen, as in TensorFlow
  if (code == RELU) return f32x4.mul(dy, v128.and(f32x4.splat(1), f32x4.gt(y, f32x4.splat(0))))
  if (code == SIGMOID) return f32x4.mul(dy, f32x4.mul(y, f32x4.sub(f32x4.splat(1), y)))
  if (code == RELU6) {
    const inside = v128.and(f32x4.gt(y, f32x4.splat(0)), f32x4.lt(y, f32x4.splat(6)))
    return f32x4.mul(dy, v128.and(f32x4.splat(1), inside))
  }
  return dy
}
