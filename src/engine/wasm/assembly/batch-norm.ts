import { clamp } from './math'

/*
 * Batch normalization of [rows][C]. Sums over rows are made in groups of rows that do not depend on the parts that
 * share them out; `sumGroups` adds them up. C is padded to whole vectors in all arrays of one number per channel.
 */

/** Rows that are summed before they are added to the total: keeps rounding errors small. */
const BLOCK: i32 = 128

// @ts-ignore: decorator
@inline function firstRow(rows: i32, group: i32, groups: i32): i32 {
  return <i32>((<u64>rows * group) / groups)
}

/** Reads the `n` (at most four) floats there are from `p` on. */
// @ts-ignore: decorator
@inline function loadSome(p: usize, n: i32): v128 {
  if (n >= 4) return v128.load(p)
  let v = v128.load32_zero(p)
  if (n > 1) v = v128.load32_lane(p, v, 1, 4)
  if (n > 2) v = v128.load32_lane(p, v, 2, 8)
  return v
}

/** Of each group the sums over its rows of x - mean (or x, where `mean` is 0), squared if asked. */
export function channelSums(
  x: usize, rows: i32, C: i32, mean: usize, squared: i32, groups: i32, groupBytes: usize, out: usize, part: i32, parts: i32,
): void {
  const line = <usize>C << 2
  for (let group = (groups * part) / parts, last = (groups * (part + 1)) / parts; group < last; group++) {
    const sums = out + <usize>group * groupBytes, end = firstRow(rows, group + 1, groups)
    memory.fill(sums, 0, groupBytes)
    for (let row0 = firstRow(rows, group, groups); row0 < end; row0 += BLOCK) {
      const count = min<i32>(BLOCK, end - row0)
      for (let c = 0; c < C; c += 4) {
        const at = <usize>c << 2, centre = mean ? v128.load(mean + at) : f32x4.splat(0)
        let p = x + <usize>row0 * line + at, sum = f32x4.splat(0)
        for (let i = 0; i < count; i++, p += line) {
          const d = f32x4.sub(loadSome(p, C - c), centre)
          sum = f32x4.add(sum, squared ? f32x4.mul(d, d) : d)
        }
        v128.store(sums + at, f32x4.add(v128.load(sums + at), sum))
      }
    }
  }
}

/** Of each group the sums over its rows of dy, and behind them those of dy * (x - mean). */
export function channelProducts(
  x: usize, dy: usize, rows: i32, C: i32, mean: usize, groups: i32, groupBytes: usize, out: usize, part: i32, parts: i32,
): void {
  const line = <usize>C << 2
  for (let group = (groups * part) / parts, last = (groups * (part + 1)) / parts; group < last; group++) {
    const sums = out + <usize>group * groupBytes, products = sums + (groupBytes >> 1)
    const end = firstRow(rows, group + 1, groups)
    memory.fill(sums, 0, groupBytes)
    for (let row0 = firstRow(rows, group, groups); row0 < end; row0 += BLOCK) {
      const count = min<i32>(BLOCK, end - row0)
      for (let c = 0; c < C; c += 4) {
        const at = <usize>c << 2, centre = v128.load(mean + at)
        let o = <usize>row0 * line + at, sum = f32x4.splat(0), product = sum
        for (let i = 0; i < count; i++, o += line) {
          const g = loadSome(dy + o, C - c)
          sum = f32x4.add(sum, g)
          product = f32x4.add(product, f32x4.mul(g, f32x4.sub(loadSome(x + o, C - c), centre)))
        }
        v128.store(sums + at, f32x4.add(v128.load(sums + at), sum))
        v128.store(products + at, f32x4.add(v128.load(products + at), product))
      }
    }
  }
}

/**
 * y = x * scale + shift + other * factor, with numbers of each channel, between two bounds; without `other`, only the first
 * two.
 */
export function scaleChannels(
  x: usize, rows: i32, C: i32, scale: usize, shift: usize, other: usize, factor: usize,
  least: f32, most: f32, y: usize, part: i32, parts: i32,
): void {
  const line = <usize>C << 2
  let o = <usize>firstRow(rows, part, parts) * line
  for (const end = <usize>firstRow(rows, part + 1, parts) * line; o < end; o += line) {
    let at: usize = 0
    for (; at + 16 <= line; at += 16) {
      let v = f32x4.add(f32x4.mul(v128.load(x + o + at), v128.load(scale + at)), v128.load(shift + at))
      if (other) v = f32x4.add(v, f32x4.mul(v128.load(other + o + at), v128.load(factor + at)))
      v128.store(y + o + at, clamp(v, least, most))
    }
    for (; at < line; at += 4) {
      let v = load<f32>(x + o + at) * load<f32>(scale + at) + load<f32>(shift + at)
      if (other) v += load<f32>(other + o + at) * load<f32>(factor + at)
      if (v < least) v = least
      if (v > most) v = most
      store<f32>(y + o + at, v)
    }
  }
}
