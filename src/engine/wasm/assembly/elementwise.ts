import { activate, activateGrad, clamp, exp4 } from './math'
import { endVector, firstVector } from './part'

/** y = activation(x). */
export function activation(code: i32, x: usize, y: usize, n: i32, part: i32, parts: i32): void {
  const end = endVector(n, part, parts) << 4
  for (let i = firstVector(n, part, parts) << 4; i < end; i += 16) v128.store(y + i, activate(code, v128.load(x + i)))
}

/** dx = dy * activation'(x), from the output y. */
export function activationGrad(code: i32, dy: usize, y: usize, dx: usize, n: i32, part: i32, parts: i32): void {
  const end = endVector(n, part, parts) << 4
  for (let i = firstVector(n, part, parts) << 4; i < end; i += 16)
    v128.store(dx + i, activateGrad(code, v128.load(dy + i), v128.load(y + i)))
}

/** y = e^x. */
export function exponential(x: usize, y: usize, n: i32, part: i32, parts: i32): void {
  const end = endVector(n, part, parts) << 4
  for (let i = firstVector(n, part, parts) << 4; i < end; i += 16) v128.store(y + i, exp4(v128.load(x + i)))
}

/** y = x > 0 ? 1 : slope, and NaN where x is. */
export function step(x: usize, y: usize, slope: f32, n: i32, part: i32, parts: i32): void {
  const end = endVector(n, part, parts) << 4, zero = f32x4.splat(0), one = f32x4.splat(1), low = f32x4.splat(slope)
  for (let i = firstVector(n, part, parts) << 4; i < end; i += 16) {
    const v = v128.load(x + i)
    const y0 = v128.bitselect(one, low, f32x4.gt(v, zero))
    v128.store(y + i, v128.bitselect(y0, v, f32x4.eq(v, v)))
  }
}

/** y = x between two numbers, and NaN where x is. */
export function clip(x: usize, y: usize, low: f32, high: f32, n: i32, part: i32, parts: i32): void {
  const end = endVector(n, part, parts) << 4
  for (let i = firstVector(n, part, parts) << 4; i < end; i += 16) v128.store(y + i, clamp(v128.load(x + i), low, high))
}

/** y = -1, 0 or 1, and NaN where x is. */
export function sign(x: usize, y: usize, n: i32, part: i32, parts: i32): void {
  const end = endVector(n, part, parts) << 4, zero = f32x4.splat(0), one = f32x4.splat(1), minusOne = f32x4.splat(-1)
  for (let i = firstVector(n, part, parts) << 4; i < end; i += 16) {
    const v = v128.load(x + i)
    const signs = v128.or(v128.and(one, f32x4.gt(v, zero)), v128.and(minusOne, f32x4.lt(v, zero)))
    v128.store(y + i, v128.bitselect(signs, v, f32x4.eq(v, v)))
  }
}

/** y = x without its fraction, as an integer; what does not fit, NaN too, is the least integer, as in TensorFlow. */
export function floatToInt(x: usize, y: usize, n: i32, part: i32, parts: i32): void {
  const end = endVector(n, part, parts) << 4, beyond = f32x4.splat(2147483648), least = i32x4.splat(-2147483648)
  for (let i = firstVector(n, part, parts) << 4; i < end; i += 16) {
    const v = v128.load(x + i)
    v128.store(y + i, v128.bitselect(i32x4.trunc_sat_f32x4_s(v), least, f32x4.lt(f32x4.abs(v), beyond)))
  }
}

/** y = max(a, b), or min(a, b); `stepA` and `stepB` are 16, or 0 for an operand that is one number. */
export function extremum(
  smallest: i32, a: usize, stepA: usize, b: usize, stepB: usize, y: usize, n: i32, part: i32, parts: i32,
): void {
  const end = endVector(n, part, parts)
  for (let i = firstVector(n, part, parts); i < end; i++) {
    const p = stepA ? v128.load(a + (i << 4)) : v128.load32_splat(a)
    const q = stepB ? v128.load(b + (i << 4)) : v128.load32_splat(b)
    v128.store(y + (i << 4), smallest ? f32x4.min(p, q) : f32x4.max(p, q))
  }
}

/** y = condition ? a : b, of words of 32 bits; the condition has one byte per word. */
export function select(condition: usize, a: usize, b: usize, y: usize, n: i32, part: i32, parts: i32): void {
  const end = endVector(n, part, parts)
  for (let i = firstVector(n, part, parts); i < end; i++) {
    const o = i << 4
    v128.store(y + o, v128.bitselect(v128.load(a + o), v128.load(b + o), bytesToMask(condition + (i << 2))))
  }
}

/** y = condition ? 1 : 0, as floats. */
export function boolToFloat(x: usize, y: usize, n: i32, part: i32, parts: i32): void {
  const end = endVector(n, part, parts), one = f32x4.splat(1)
  for (let i = firstVector(n, part, parts); i < end; i++) v128.store(y + (i << 4), v128.and(one, bytesToMask(x + (i << 2))))
}

/** Four bytes as four masks of 32 bits. */
// @ts-ignore: decorator
@inline function bytesToMask(p: usize): v128 {
  const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(p)))
  return i32x4.ne(words, i32x4.splat(0))
}
