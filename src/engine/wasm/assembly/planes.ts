import { copyRow } from './copy-row'
import { minimum } from './tile'

/** Fills bytes with zeros, or whole words with another value. */
// @ts-ignore: decorator
@inline function fill(out: usize, bytes: usize, value: f32): void {
  if (reinterpret<i32>(value) == 0) {
    memory.fill(out, 0, bytes)
    return
  }
  for (const end = out + bytes; out < end; out += 4) store<f32>(out, value)
}

/**
 * Planes of `lines` of `bytes` each, moved down by `top` lines and right by `left` bytes into planes of other sizes. What
 * lies outside is cut off, so that negative numbers cut; what is not covered is `value`. Parts share out all lines.
 */
export function movePlanes(
  x: usize, planes: i32, lines: i32, bytes: i32, top: i32, left: i32, outLines: i32, outBytes: i32, value: f32, out: usize,
  part: i32, parts: i32,
): void {
  const all = <i64>planes * outLines, first = <i32>(all * part / parts), end = <i32>(all * (part + 1) / parts)
  const from = minimum(outBytes, max(0, left)), to = max(from, minimum(outBytes, left + bytes))
  const words = !((to - from) & 3)
  for (let l = first; l < end; l++) {
    const y = l % outLines - top, o = out + <usize>l * <usize>outBytes
    if (y < 0 || y >= lines) {
      fill(o, outBytes, value)
      continue
    }
    const source = x + <usize>(l / outLines * lines + y) * <usize>bytes + <usize>(from - left)
    if (from > 0) fill(o, from, value)
    if (words) copyRow(o + from, source, to - from)
    else memory.copy(o + from, source, to - from)
    if (to < outBytes) fill(o + to, outBytes - to, value)
  }
}
