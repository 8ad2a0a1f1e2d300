import { endVector, firstVector } from './part'

/** The squares of gradients: those given, or where there are none simply the squares. */
// @ts-ignore: decorator
@inline function squared(gradient: v128, squares: usize, i: usize): v128 {
  return squares ? v128.load(squares + i) : f32x4.mul(gradient, gradient)
}

/**
 * One step of Adam as Keras computes it, from old values to new ones:
 * m' = m + (g - m)(1 - beta1), v' = v + (g² - v)(1 - beta2), p' = p - m' alpha / (sqrt(v') + epsilon).
 */
export function adam(
  p: usize, m: usize, v: usize, g: usize, newP: usize, newM: usize, newV: usize, n: i32,
  alpha: f32, oneMinusBeta1: f32, oneMinusBeta2: f32, epsilon: f32, squares: usize, part: i32, parts: i32,
): void {
  const a = f32x4.splat(alpha), b1 = f32x4.splat(oneMinusBeta1), b2 = f32x4.splat(oneMinusBeta2), e = f32x4.splat(epsilon)
  const end = endVector(n, part, parts) << 4
  for (let i = firstVector(n, part, parts) << 4; i < end; i += 16) {
    const gradient = v128.load(g + i), oldM = v128.load(m + i), oldV = v128.load(v + i)
    const mean = f32x4.add(oldM, f32x4.mul(f32x4.sub(gradient, oldM), b1))
    const variance = f32x4.add(oldV, f32x4.mul(f32x4.sub(squared(gradient, squares, i), oldV), b2))
    v128.store(newM + i, mean)
    v128.store(newV + i, variance)
    const update = f32x4.div(f32x4.mul(mean, a), f32x4.add(f32x4.sqrt(variance), e))
    v128.store(newP + i, f32x4.sub(v128.load(p + i), update))
  }
}

/** One step of gradient descent: p' = p - learningRate g. */
export function sgd(p: usize, g: usize, newP: usize, n: i32, learningRate: f32, part: i32, parts: i32): void {
  const rate = f32x4.splat(learningRate), end = endVector(n, part, parts) << 4
  for (let i = firstVector(n, part, parts) << 4; i < end; i += 16)
    v128.store(newP + i, f32x4.sub(v128.load(p + i), f32x4.mul(v128.load(g + i), rate)))
}

/** The same with momentum: c' = momentum c - learningRate g, p' = p + c'; or with Nesterov's what c' will become. */
export function sgdMomentum(
  p: usize, c: usize, g: usize, newP: usize, newC: usize, n: i32,
  learningRate: f32, momentum: f32, nesterov: i32, part: i32, parts: i32,
): void {
  const rate = f32x4.splat(learningRate), share = f32x4.splat(momentum), end = endVector(n, part, parts) << 4
  for (let i = firstVector(n, part, parts) << 4; i < end; i += 16) {
    const step = f32x4.mul(v128.load(g + i), rate), change = f32x4.sub(f32x4.mul(v128.load(c + i), share), step)
    v128.store(newC + i, change)
    const applied = nesterov ? f32x4.sub(f32x4.mul(change, share), step) : change
    v128.store(newP + i, f32x4.add(v128.load(p + i), applied))
  }
}

/** One step of RMSprop: v' = rho v + (1 - rho) g², p' = p - learningRate g / sqrt(v' + epsilon). */
export function rmsprop(
  p: usize, v: usize, g: usize, newP: usize, newV: usize, n: i32,
  learningRate: f32, rho: f32, epsilon: f32, squares: usize, part: i32, parts: i32,
): void {
  const old = f32x4.splat(rho), fresh = f32x4.splat(1 - rho), end = endVector(n, part, parts) << 4
  for (let i = firstVector(n, part, parts) << 4; i < end; i += 16) {
    const gradient = v128.load(g + i)
    const velocity = f32x4.add(f32x4.mul(v128.load(v + i), old), f32x4.mul(squared(gradient, squares, i), fresh))
    v128.store(newV + i, velocity)
    v128.store(newP + i, f32x4.sub(v128.load(p + i), scaled(gradient, learningRate, velocity, epsilon)))
  }
}

/** One step of Adagrad: a' = a + g², p' = p - learningRate g / sqrt(a' + epsilon). */
export function adagrad(
  p: usize, a: usize, g: usize, newP: usize, newA: usize, n: i32, learningRate: f32, epsilon: f32, squares: usize,
  part: i32, parts: i32,
): void {
  const end = endVector(n, part, parts) << 4
  for (let i = firstVector(n, part, parts) << 4; i < end; i += 16) {
    const gradient = v128.load(g + i), sum = f32x4.add(v128.load(a + i), squared(gradient, squares, i))
    v128.store(newA + i, sum)
    v128.store(newP + i, f32x4.sub(v128.load(p + i), scaled(gradient, learningRate, sum, epsilon)))
  }
}

// @ts-ignore: decorator
@inline function scaled(gradient: v128, learningRate: f32, squares: v128, epsilon: f32): v128 {
  const root = f32x4.sqrt(f32x4.add(squares, f32x4.splat(epsilon)))
  return f32x4.div(f32x4.mul(gradient, f32x4.splat(learningRate)), root)
}
