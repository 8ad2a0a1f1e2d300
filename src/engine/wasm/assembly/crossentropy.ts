import { exp4 } from './math'
import { endVector, firstVector } from './part'

/** The largest of `n` floats. */
function largest(x: usize, n: i32): f32 {
  let most = load<f32>(x)
  for (let i = 1; i < n; i++) most = max<f32>(most, load<f32>(x + (<usize>i << 2)))
  return most
}

/** out = e^(x - shift) of `n` floats, and their sum. */
function exponentials(x: usize, n: i32, shift: f32, out: usize): f32 {
  const by = f32x4.splat(shift)
  let sums = f32x4.splat(0), i = 0
  for (; i + 4 <= n; i += 4) {
    const e = exp4(f32x4.sub(v128.load(x + (<usize>i << 2)), by))
    sums = f32x4.add(sums, e)
    v128.store(out + (<usize>i << 2), e)
  }
  let sum = f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1)
  sum += f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3)
  for (; i < n; i++) {
    const e = f32x4.extract_lane(exp4(f32x4.splat(load<f32>(x + (<usize>i << 2)) - shift)), 0)
    sum += e
    store<f32>(out + (<usize>i << 2), e)
  }
  return sum
}

/**
 * For each of `rows` rows of `n` logits: loss = sum of target * -log(softmax), difference = softmax - target. Targets
 * are given as such, or as the number of the class whose target is 1. Parts share out the rows.
 */
export function softmaxCrossentropy(
  logits: usize, target: usize, labels: usize, rows: i32, n: i32, losses: usize, difference: usize, part: i32, parts: i32,
): void {
  const line = <usize>n << 2
  for (let row = (rows * part) / parts, end = (rows * (part + 1)) / parts; row < end; row++) {
    const x = logits + <usize>row * line, d = difference + <usize>row * line
    const shift = largest(x, n), total = exponentials(x, n, shift, d), logTotal = NativeMathf.log1p(total - 1)
    let loss: f32 = 0
    if (labels) {
      const label = load<i32>(labels + (<usize>row << 2)), at = <usize>label << 2
      for (let i: usize = 0; i < line; i += 4) store<f32>(d + i, load<f32>(d + i) / total)
      loss = logTotal - (load<f32>(x + at) - shift)
      store<f32>(d + at, load<f32>(d + at) - 1)
    } else {
      const t = target + <usize>row * line
      for (let i: usize = 0; i < line; i += 4) {
        const wanted = load<f32>(t + i)
        loss += wanted * (logTotal - (load<f32>(x + i) - shift))
        store<f32>(d + i, load<f32>(d + i) / total - wanted)
      }
    }
    store<f32>(losses + (<usize>row << 2), loss)
  }
}

/** loss = -target * log(sigmoid) - (1 - target) * log(1 - sigmoid), difference = sigmoid - target, of each logit. */
export function sigmoidCrossentropy(
  logits: usize, target: usize, n: i32, losses: usize, difference: usize, part: i32, parts: i32,
): void {
  const one: f32 = 1
  for (let i = firstVector(n, part, parts) << 4, end = min<usize>(<usize>n << 2, endVector(n, part, parts) << 4); i < end; i += 4) {
    const x = load<f32>(logits + i), t = load<f32>(target + i)
    const e = f32x4.extract_lane(exp4(f32x4.splat(-abs<f32>(x))), 0)
    store<f32>(losses + i, max<f32>(x, 0) - x * t + NativeMathf.log1p(e))
    store<f32>(difference + i, (x < 0 ? e : one) / (one + e) - t)
  }
}

/** y[row][j] = x[row][j] * factors[row]. Parts share out the rows. */
export function scaleRows(x: usize, factors: usize, rows: i32, n: i32, y: usize, part: i32, parts: i32): void {
  for (let row = (rows * part) / parts, end = (rows * (part + 1)) / parts; row < end; row++) {
    const factor = load<f32>(factors + (<usize>row << 2)), first = (<usize>row * <usize>n) << 2
    const last = first + (<usize>n << 2)
    let i = first
    for (; i + 16 <= last; i += 16) v128.store(y + i, f32x4.mul(v128.load(x + i), f32x4.splat(factor)))
    for (; i < last; i += 4) store<f32>(y + i, load<f32>(x + i) * factor)
  }
}
