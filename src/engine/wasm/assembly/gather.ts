import { copyRow } from './copy-row'

/**
 * out[i] = x[ids[i]], rows of `width` words, those of out `ld` words apart; the indices are checked before. Parts share
 * out the rows.
 */
export function gatherRows(
  x: usize, ids: usize, n: i32, width: i32, out: usize, ld: i32, part: i32, parts: i32,
): void {
  const bytes = <usize>width << 2, stride = <usize>ld << 2
  const first = <i32>((<u64>n * part) / parts), end = <i32>((<u64>n * (part + 1)) / parts)
  let o = out + <usize>first * stride
  for (let i = first; i < end; i++, o += stride) {
    copyRow(o, x + <usize>load<i32>(ids + (<usize>i << 2)) * bytes, bytes)
  }
}

/**
 * out[id] = sum of the rows x[i] with ids[i] = id; ids outside 0..segments-1 are left out. Parts share out the
 * segments, so that each is summed in the order of the rows.
 */
export function segmentSum(
  x: usize, ids: usize, n: i32, width: i32, segments: i32, out: usize, part: i32, parts: i32,
): void {
  const bytes = <usize>width << 2
  const first = <i32>((<u64>segments * part) / parts), end = <i32>((<u64>segments * (part + 1)) / parts)
  memory.fill(out + <usize>first * bytes, 0, <usize>(end - first) * bytes)
  for (let i = 0; i < n; i++, x += bytes) {
    const id = load<i32>(ids + (<usize>i << 2))
    if (id < first || id >= end) continue
    const o = out + <usize>id * bytes
    let j: usize = 0
    for (; j + 16 <= bytes; j += 16) v128.store(o + j, f32x4.add(v128.load(o + j), v128.load(x + j)))
    for (; j < bytes; j += 4) store<f32>(o + j, load<f32>(o + j) + load<f32>(x + j))
  }
}
