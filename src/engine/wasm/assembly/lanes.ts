/** Stores the first `bytes` of a vector (4, 8, 12, or all 16 where there are more): the end of a row of channels. */
// @ts-ignore: decorator
@inline export function storeFirst(o: usize, v: v128, bytes: usize): void {
  if (bytes >= 16) {
    v128.store(o, v)
    return
  }
  if (bytes == 4) v128.store32_lane(o, v, 0)
  else {
    v128.store64_lane(o, v, 0)
    if (bytes == 12) v128.store32_lane(o + 8, v, 2)
  }
}
