/**
 * How work is shared out: every kernel takes (part, parts) and does the part-th share. Elementwise kernels count in
 * vectors of four floats; allocations are rounded up to whole vectors, so the last one needs no special care.
 */

/** First vector of a share of `n` elements. */
// @ts-ignore: decorator
@inline export function firstVector(n: i32, part: i32, parts: i32): usize {
  return <usize>(((<u64>n + 3) >> 2) * <u64>part / <u64>parts)
}

/** The vector after the last one of a share of `n` elements. */
// @ts-ignore: decorator
@inline export function endVector(n: i32, part: i32, parts: i32): usize {
  return firstVector(n, part + 1, parts)
}
