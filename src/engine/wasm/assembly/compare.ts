import { endVector, firstVector } from './part'

/** Which comparison; of integers with 4 added. */
const EQUAL: i32 = 0
const NOT_EQUAL: i32 = 1
const LESS: i32 = 2
const LESS_EQUAL: i32 = 3
const INTEGERS: i32 = 4

/** y = a ? b, one byte each, of words of 32 bits; `stepA` and `stepB` are 16, or 0 for an operand that is one number. */
export function compare(
  code: i32, a: usize, stepA: usize, b: usize, stepB: usize, y: usize, n: i32, part: i32, parts: i32,
): void {
  const end = endVector(n, part, parts), one = i8x16.splat(1)
  for (let i = firstVector(n, part, parts); i < end; i++) {
    const p = stepA ? v128.load(a + (i << 4)) : v128.load32_splat(a)
    const q = stepB ? v128.load(b + (i << 4)) : v128.load32_splat(b)
    const mask = compare4(code, p, q), words = i16x8.narrow_i32x4_s(mask, mask)
    v128.store32_lane(y + (i << 2), v128.and(one, i8x16.narrow_i16x8_s(words, words)), 0)
  }
}

// @ts-ignore: decorator
@inline function compare4(code: i32, p: v128, q: v128): v128 {
  if (code == EQUAL) return f32x4.eq(p, q)
  if (code == NOT_EQUAL) return f32x4.ne(p, q)
  if (code == LESS) return f32x4.lt(p, q)
  if (code == LESS_EQUAL) return f32x4.le(p, q)
  if (code == EQUAL + INTEGERS) return i32x4.eq(p, q)
  if (code == NOT_EQUAL + INTEGERS) return i32x4.ne(p, q)
  return code == LESS + INTEGERS ? i32x4.lt_s(p, q) : i32x4.le_s(p, q)
}

/** Which operator of truth values. */
const AND: i32 = 0
const OR: i32 = 1

/** y = a ? b, of truth values of a byte each; `stepA` and `stepB` are 16, or 0 for an operand that is one of them. */
export function logical(
  code: i32, a: usize, stepA: usize, b: usize, stepB: usize, y: usize, n: i32, part: i32, parts: i32,
): void {
  const vectors = (<u64>n + 15) >> 4
  const begin = <usize>(vectors * <u64>part / <u64>parts) << 4, last = <usize>(vectors * (<u64>part + 1) / <u64>parts) << 4
  const end = last < <usize>n ? last : <usize>n, whole = begin + ((end - begin) & ~15)
  let i = begin
  for (; i < whole; i += 16) {
    const p = stepA ? v128.load(a + i) : v128.load8_splat(a), q = stepB ? v128.load(b + i) : v128.load8_splat(b)
    v128.store(y + i, logical16(code, p, q))
  }
  for (; i < end; i++) {
    const p = v128.load8_splat(stepA ? a + i : a), q = v128.load8_splat(stepB ? b + i : b)
    v128.store8_lane(y + i, logical16(code, p, q), 0)
  }
}

// @ts-ignore: decorator
@inline function logical16(code: i32, p: v128, q: v128): v128 {
  const zero = i8x16.splat(0), one = i8x16.splat(1), l = i8x16.ne(p, zero), r = i8x16.ne(q, zero)
  return v128.and(one, code == AND ? v128.and(l, r) : code == OR ? v128.or(l, r) : v128.xor(l, r))
}
