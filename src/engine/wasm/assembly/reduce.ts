import { endVector, firstVector } from './part'
import { minimum } from './tile'

/** Rows that are summed in registers before they are added to the total: keeps rounding errors small. */
const BLOCK: i32 = 256

/** out[j] = scale * sum over rows of x[row][j]. Parts share out the columns. */
export function sumRows(x: usize, rows: i32, n: i32, scale: f32, out: usize, part: i32, parts: i32): void {
  const strips = (n + 15) >> 4
  const first = ((strips * part) / parts) << 4, end = minimum(n, ((strips * (part + 1)) / parts) << 4)
  if (first >= end) return
  memory.fill(out + (<usize>first << 2), 0, <usize>(end - first) << 2)
  const line = <usize>n << 2
  for (let row0 = 0; row0 < rows; row0 += BLOCK) {
    const block = x + <usize>row0 * line, count = minimum(BLOCK, rows - row0)
    let j = first
    for (; j + 16 <= end; j += 16) {
      let a = f32x4.splat(0), b = a, c = a, d = a
      let p = block + (<usize>j << 2)
      for (let i = 0; i < count; i++, p += line) {
        a = f32x4.add(a, v128.load(p))
        b = f32x4.add(b, v128.load(p, 16))
        c = f32x4.add(c, v128.load(p, 32))
        d = f32x4.add(d, v128.load(p, 48))
      }
      const o = out + (<usize>j << 2)
      v128.store(o, f32x4.add(v128.load(o), a))
      v128.store(o, f32x4.add(v128.load(o, 16), b), 16)
      v128.store(o, f32x4.add(v128.load(o, 32), c), 32)
      v128.store(o, f32x4.add(v128.load(o, 48), d), 48)
    }
    for (; j < end; j++) {
      let a: f32 = 0
      let p = block + (<usize>j << 2)
      for (let i = 0; i < count; i++, p += line) a += load<f32>(p)
      const o = out + (<usize>j << 2)
      store<f32>(o, load<f32>(o) + a)
    }
  }
  for (let j = first; j < end; j++) {
    const o = out + (<usize>j << 2)
    store<f32>(o, load<f32>(o) * scale)
  }
}

/** out[i] = scale * sum over j of x[i][j]. Parts share out the rows. */
export function sumColumns(x: usize, rows: i32, n: i32, scale: f32, out: usize, part: i32, parts: i32): void {
  const first = <i32>((<u64>rows * part) / parts), end = <i32>((<u64>rows * (part + 1)) / parts)
  for (let i = first; i < end; i++) {
    const line = x + ((<usize>i * <usize>n) << 2)
    let total: f64 = 0
    for (let j0 = 0; j0 < n; j0 += 4096) {
      const count = minimum(4096, n - j0)
      let p = line + (<usize>j0 << 2), j = 0
      let a = f32x4.splat(0), b = a
      for (; j + 8 <= count; j += 8, p += 32) {
        a = f32x4.add(a, v128.load(p))
        b = f32x4.add(b, v128.load(p, 16))
      }
      a = f32x4.add(a, b)
      total += <f64>(f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1)) + <f64>(f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3))
      for (; j < count; j++, p += 4) total += <f64>load<f32>(p)
    }
    store<f32>(out + (<usize>i << 2), <f32>(total * <f64>scale))
  }
}

/** out[j] = sum over `groups` arrays of `n` floats, `groupBytes` apart. Parts share out the elements. */
export function sumGroups(x: usize, groups: i32, groupBytes: usize, n: i32, out: usize, part: i32, parts: i32): void {
  for (let j = firstVector(n, part, parts) << 4, end = endVector(n, part, parts) << 4; j < end; j += 16) {
    let p = x + j, sum = v128.load(p)
    for (let group = 1; group < groups; group++) {
      p += groupBytes
      sum = f32x4.add(sum, v128.load(p))
    }
    v128.store(out + j, sum)
  }
}
