import { endVector, firstVector } from './part'

// @ts-ignore: decorator
@inline function combine(code: i32, a: v128, b: v128): v128 {
  if (code == 0) return f32x4.add(a, b)
  if (code == 1) return f32x4.sub(a, b)
  if (code == 2) return f32x4.mul(a, b)
  if (code == 3) return f32x4.div(a, b)
  const d = f32x4.sub(a, b)
  return f32x4.mul(d, d)
}

/**
 * y = a + b, a - b, a b, a / b or (a - b)², by the code; `stepA` and `stepB` are 16, or 0 for an operand that is one
 * number.
 */
export function arithmetic(
  code: i32, a: usize, stepA: usize, b: usize, stepB: usize, y: usize, n: i32, part: i32, parts: i32,
): void {
  const end = endVector(n, part, parts)
  for (let i = firstVector(n, part, parts); i < end; i++) {
    const p = stepA ? v128.load(a + (i << 4)) : v128.load32_splat(a)
    const q = stepB ? v128.load(b + (i << 4)) : v128.load32_splat(b)
    v128.store(y + (i << 4), combine(code, p, q))
  }
}

/** y = -x, x², the root of x, 1 over that, or |x|, by the code. */
export function unary(code: i32, x: usize, y: usize, n: i32, part: i32, parts: i32): void {
  const end = endVector(n, part, parts) << 4, one = f32x4.splat(1)
  for (let i = firstVector(n, part, parts) << 4; i < end; i += 16) {
    const v = v128.load(x + i)
    let r = v
    if (code == 0) r = f32x4.neg(v)
    else if (code == 1) r = f32x4.mul(v, v)
    else if (code == 2) r = f32x4.sqrt(v)
    else if (code == 3) r = f32x4.div(one, f32x4.sqrt(v))
    else r = f32x4.abs(v)
    v128.store(y + i, r)
  }
}
