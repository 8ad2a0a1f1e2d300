import { endVector, firstVector } from './part'

// @ts-ignore: decorator
@inline function mix(x: v128): v128 {
  x = v128.xor(x, i32x4.shr_u(x, 16))
  x = i32x4.mul(x, i32x4.splat(0x7feb352d))
  x = v128.xor(x, i32x4.shr_u(x, 15))
  x = i32x4.mul(x, i32x4.splat(0x846ca68b))
  return v128.xor(x, i32x4.shr_u(x, 16))
}

/** Uniform numbers in [0, 1) with 24 random bits: a hash of the index and two seed words (see ../../ops/random.ts). */
// @ts-ignore: decorator
@inline function uniform4(vector: usize, seed0: v128, seed1: v128): v128 {
  const index = i32x4.add(i32x4.splat(<i32>(vector << 2)), i32x4(0, 1, 2, 3))
  const h = mix(v128.xor(mix(i32x4.add(index, seed0)), seed1))
  return f32x4.mul(f32x4.convert_i32x4_u(i32x4.shr_u(h, 8)), f32x4.splat(5.9604644775390625e-8))
}

/** y[i] = uniform number number i of the seed. */
export function uniform(y: usize, n: i32, seed0: i32, seed1: i32, part: i32, parts: i32): void {
  const s0 = i32x4.splat(seed0), s1 = i32x4.splat(seed1), end = endVector(n, part, parts)
  for (let i = firstVector(n, part, parts); i < end; i++) v128.store(y + (i << 4), uniform4(i, s0, s1))
}

/** y[i] = uniform(i) < rate ? 0 : x[i] * scale. */
export function dropout(
  x: usize, y: usize, n: i32, rate: f32, scale: f32, seed0: i32, seed1: i32, part: i32, parts: i32,
): void {
  const s0 = i32x4.splat(seed0), s1 = i32x4.splat(seed1), r = f32x4.splat(rate), s = f32x4.splat(scale)
  const end = endVector(n, part, parts)
  for (let i = firstVector(n, part, parts); i < end; i++) {
    const kept = f32x4.ge(uniform4(i, s0, s1), r)
    v128.store(y + (i << 4), v128.and(kept, f32x4.mul(v128.load(x + (i << 4)), s)))
  }
}
