import { endVector, firstVector } from './part'

/**
 * Repeats a tensor along axes: out[i0][i1]..[j] = x at i0 * stride0 + i1 * stride1 + .. + j * step.
 *
 * Lines of `n` elements of `unit` (1 or 4) bytes each, with `step` 0 (one element, repeated) or 1 (copied); `axes` outer
 * axes, each with its extent and its stride in bytes in the table of 32-bit words. Parts share out the lines, or a line
 * if it is the only one.
 */
export function spread(
  x: usize, out: usize, unit: i32, n: i32, step: i32, axes: i32, table: usize, lines: i32, part: i32, parts: i32,
): void {
  const bytes = <usize>n * unit
  if (lines == 1) {
    // whole vectors: up to the end of what is allocated
    const words = unit == 4 ? n : (n + 3) >> 2
    const first = firstVector(words, part, parts) << 4, end = min(endVector(words, part, parts) << 4, bytes)
    if (first < end) fillLine(step ? x + first : x, out + first, unit, end - first, step)
    return
  }
  const begin = <i32>((<u64>lines * part) / parts), end = <i32>((<u64>lines * (part + 1)) / parts)
  for (let line = begin; line < end; line++) {
    let source = x, rest = line
    for (let axis = axes - 1; axis >= 0; axis--) {
      const entry = table + (<usize>axis << 3), extent = load<i32>(entry), next = rest / extent
      source += <usize>(rest - next * extent) * load<u32>(entry, 4)
      rest = next
    }
    fillLine(source, out + <usize>line * bytes, unit, bytes, step)
  }
}

// @ts-ignore: decorator
@inline function fillLine(x: usize, out: usize, unit: i32, bytes: usize, step: i32): void {
  if (step) {
    memory.copy(out, x, bytes)
    return
  }
  if (unit == 1) {
    memory.fill(out, load<u8>(x), bytes)
    return
  }
  const word = load<u32>(x), four = i32x4.splat(word)
  let i: usize = 0
  for (; i + 16 <= bytes; i += 16) v128.store(out + i, four)
  for (; i < bytes; i += 4) store<u32>(out + i, word)
}
