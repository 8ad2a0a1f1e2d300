import { minimum } from './tile'

/** Columns that are walked together: a cache line. */
const STRIP: i32 = 16

// @ts-ignore: decorator
@inline function best4(smallest: i32, a: v128, b: v128): v128 {
  return smallest ? f32x4.min(a, b) : f32x4.max(a, b)
}

// @ts-ignore: decorator
@inline function best(smallest: i32, a: f32, b: f32): f32 {
  return smallest ? min<f32>(a, b) : max<f32>(a, b)
}

/** out[g][j] = max (or min) over rows of x[g][row][j]. Parts share out strips of columns of the groups. */
export function reduceExtremum(
  smallest: i32, x: usize, out: usize, groups: i32, rows: i32, n: i32, part: i32, parts: i32,
): void {
  const strips = (n + STRIP - 1) / STRIP, total = <u64>groups * strips, line = <usize>n << 2
  const end = <i32>(total * (part + 1) / parts)
  for (let unit = <i32>(total * part / parts); unit < end; unit++) {
    const group = unit / strips, first = (unit % strips) * STRIP, last = minimum(n, first + STRIP)
    const block = x + <usize>group * rows * line, o = out + <usize>group * line
    if (n == 1) {
      store<f32>(o, bestOfLine(smallest, block, rows))
      continue
    }
    let j = first
    if (j + STRIP <= last) {
      let p = block + (<usize>j << 2)
      let a = v128.load(p), b = v128.load(p, 16), c = v128.load(p, 32), d = v128.load(p, 48)
      for (let row = 1; row < rows; row++) {
        p += line
        a = best4(smallest, a, v128.load(p))
        b = best4(smallest, b, v128.load(p, 16))
        c = best4(smallest, c, v128.load(p, 32))
        d = best4(smallest, d, v128.load(p, 48))
      }
      const q = o + (<usize>j << 2)
      v128.store(q, a)
      v128.store(q, b, 16)
      v128.store(q, c, 32)
      v128.store(q, d, 48)
      continue
    }
    for (; j < last; j++) {
      let p = block + (<usize>j << 2), found = load<f32>(p)
      for (let row = 1; row < rows; row++) {
        p += line
        found = best(smallest, found, load<f32>(p))
      }
      store<f32>(o + (<usize>j << 2), found)
    }
  }
}

/** The largest or smallest of `n` numbers that lie together. */
function bestOfLine(smallest: i32, x: usize, n: i32): f32 {
  let found = load<f32>(x), i = 0
  if (n >= 4) {
    let four = v128.load(x)
    for (i = 4; i + 4 <= n; i += 4) four = best4(smallest, four, v128.load(x + (<usize>i << 2)))
    found = best(
      smallest,
      best(smallest, f32x4.extract_lane(four, 0), f32x4.extract_lane(four, 1)),
      best(smallest, f32x4.extract_lane(four, 2), f32x4.extract_lane(four, 3)),
    )
  }
  for (; i < n; i++) found = best(smallest, found, load<f32>(x + (<usize>i << 2)))
  return found
}

/**
 * out[g][j] = which row of x[g][row][j] is the largest (or smallest), the first of equals. As in TensorFlow NaN is
 * none of them, unless all are: then it is row 0. Parts share out the groups.
 */
export function argExtremum(
  smallest: i32, x: usize, out: usize, groups: i32, rows: i32, n: i32, part: i32, parts: i32,
): void {
  const line = <usize>n << 2
  for (let group = (groups * part) / parts, end = (groups * (part + 1)) / parts; group < end; group++) {
    const block = x + <usize>group * rows * line, o = out + <usize>group * line
    for (let j: usize = 0; j < line; j += 4) {
      let p = block + j, index = 0, found = load<f32>(p)
      for (let row = 1; row < rows; row++) {
        p += line
        const v = load<f32>(p)
        if (smallest ? v < found : v > found) {
          found = v
          index = row
        } else if (found != found && v == v) {
          found = v
          index = row
        }
      }
      store<i32>(o + j, index)
    }
  }
}

/**
 * dx[g][row][j] = dy[g][j] where x[g][row][j] is y[g][j], shared among the rows that are. Parts share out strips of
 * columns of the groups.
 */
export function extremumGrad(
  x: usize, y: usize, dy: usize, dx: usize, groups: i32, rows: i32, n: i32, part: i32, parts: i32,
): void {
  const strips = (n + STRIP - 1) / STRIP, total = <u64>groups * strips, line = <usize>n << 2
  const end = <i32>(total * (part + 1) / parts)
  for (let unit = <i32>(total * part / parts); unit < end; unit++) {
    const group = unit / strips, first = (unit % strips) * STRIP, last = minimum(n, first + STRIP)
    const block = <usize>group * rows * line, o = <usize>group * line
    if (n == 1) {
      shareLine(x + block, load<f32>(y + o), load<f32>(dy + o), dx + block, rows)
      continue
    }
    let j = <usize>first << 2
    for (; j + 16 <= <usize>last << 2; j += 16) {
      const wanted = v128.load(y + o + j)
      let count = f32x4.splat(0)
      let at = block + j
      for (let row = 0; row < rows; row++, at += line) count = f32x4.add(count, chosen4(v128.load(x + at), wanted))
      const share = f32x4.div(v128.load(dy + o + j), count)
      at = block + j
      for (let row = 0; row < rows; row++, at += line)
        v128.store(dx + at, f32x4.mul(chosen4(v128.load(x + at), wanted), share))
    }
    for (; j < <usize>last << 2; j += 4) {
      const wanted = load<f32>(y + o + j)
      let count: f32 = 0
      let at = block + j
      for (let row = 0; row < rows; row++, at += line) count += chosen(load<f32>(x + at), wanted)
      const share = load<f32>(dy + o + j) / count
      at = block + j
      for (let row = 0; row < rows; row++, at += line) store<f32>(dx + at, chosen(load<f32>(x + at), wanted) * share)
    }
  }
}

/** The same for `n` numbers that lie together. */
function shareLine(x: usize, y: f32, dy: f32, dx: usize, n: i32): void {
  const wanted = f32x4.splat(y), end = <usize>n << 2
  let counts = f32x4.splat(0), i: usize = 0
  for (; i + 16 <= end; i += 16) counts = f32x4.add(counts, chosen4(v128.load(x + i), wanted))
  let count = f32x4.extract_lane(counts, 0) + f32x4.extract_lane(counts, 1) + f32x4.extract_lane(counts, 2) + f32x4.extract_lane(counts, 3)
  for (; i < end; i += 4) count += chosen(load<f32>(x + i), y)
  const share = dy / count, shares = f32x4.splat(share)
  for (i = 0; i + 16 <= end; i += 16) v128.store(dx + i, f32x4.mul(chosen4(v128.load(x + i), wanted), shares))
  for (; i < end; i += 4) store<f32>(dx + i, chosen(load<f32>(x + i), y) * share)
}

// @ts-ignore: decorator
@inline function chosen4(x: v128, wanted: v128): v128 {
  return v128.and(f32x4.splat(1), f32x4.eq(x, wanted))
}

// @ts-ignore: decorator
@inline function chosen(x: f32, wanted: f32): f32 {
  return x == wanted ? 1 : 0
}
