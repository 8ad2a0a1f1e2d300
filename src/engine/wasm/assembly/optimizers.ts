import { endVector, firstVector } from './part'

/**
 * One step of Adam as Keras computes it, from old values to new ones:
 * m' = m + (g - m)(1 - beta1), v' = v + (g² - v)(1 - beta2), p' = p - m' alpha / (sqrt(v') + epsilon).
 */
export function adam(
  p: usize, m: usize, v: usize, g: usize, newP: usize, newM: usize, newV: usize, n: i32,
  alpha: f32, oneMinusBeta1: f32, oneMinusBeta2: f32, epsilon: f32, part: i32, parts: i32,
): void {
  const a = f32x4.splat(alpha), b1 = f32x4.splat(oneMinusBeta1), b2 = f32x4.splat(oneMinusBeta2), e = f32x4.splat(epsilon)
  const end = endVector(n, part, parts) << 4
  for (let i = firstVector(n, part, parts) << 4; i < end; i += 16) {
    const gradient = v128.load(g + i), oldM = v128.load(m + i), oldV = v128.load(v + i)
    const mean = f32x4.add(oldM, f32x4.mul(f32x4.sub(gradient, oldM), b1))
    const variance = f32x4.add(oldV, f32x4.mul(f32x4.sub(f32x4.mul(gradient, gradient), oldV), b2))
    v128.store(newM + i, mean)
    v128.store(newV + i, variance)
    const update = f32x4.div(f32x4.mul(mean, a), f32x4.add(f32x4.sqrt(variance), e))
    v128.store(newP + i, f32x4.sub(v128.load(p + i), update))
  }
}
