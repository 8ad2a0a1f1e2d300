import { filterGradTile, filterTile, WORK_BYTES } from './tile'

/** Bytes of working memory that one part of the kernels of this file needs: a transform and the positions. */
const PART_BYTES: usize = WORK_BYTES + 1024

/**
 * Transforms a filter [R][R][CI][CO] into panels for each position: [N²][CO/8][CI][8], or with `transposed`
 * [N²][CI/8][CO][8]. Parts share out the input channels.
 */
export function winogradFilter(
  w: usize, R: i32, CI: i32, CO: i32, transposed: i32, u: usize, scratch: usize, part: i32, parts: i32,
): void {
  const N = R + 3, positions = <usize>(N * N), work = scratch + <usize>part * PART_BYTES, tile = work + WORK_BYTES
  const tap = <usize>(CI * CO) << 2
  for (let ci = (CI * part) / parts, end = (CI * (part + 1)) / parts; ci < end; ci++) {
    for (let co = 0; co < CO; co += 4) {
      filterTile(N, w + (<usize>(ci * CO + co) << 2), tap, tile, work)
      if (!transposed) {
        let o = u + (<usize>(((co >> 3) * CI + ci) * 8 + (co & 7)) << 2)
        for (let k: usize = 0; k < positions; k++, o += tap) v128.store(o, v128.load(tile + (k << 4)))
        continue
      }
      let o = u + (<usize>(((ci >> 3) * CO + co) * 8 + (ci & 7)) << 2)
      for (let k: usize = 0; k < positions; k++, o += tap) {
        const v = v128.load(tile + (k << 4))
        v128.store32_lane(o, v, 0)
        v128.store32_lane(o, v, 1, 32)
        v128.store32_lane(o, v, 2, 64)
        v128.store32_lane(o, v, 3, 96)
      }
    }
  }
}

/**
 * Gradient of the filter from those of its positions [N²][CI][CO], of which there are `groups`, `groupBytes` apart, to
 * be summed in this order. Behind the positions of each group lies its share of the bias gradient [CO].
 */
export function winogradFilterGrad(
  du: usize, groups: i32, groupBytes: usize, R: i32, CI: i32, CO: i32, dw: usize, db: usize, scratch: usize,
  part: i32, parts: i32,
): void {
  const N = R + 3, positions = <usize>(N * N), work = scratch + <usize>part * PART_BYTES, tile = work + WORK_BYTES
  const tap = <usize>(CI * CO) << 2
  for (let ci = (CI * part) / parts, end = (CI * (part + 1)) / parts; ci < end; ci++) {
    for (let co = 0; co < CO; co += 4) {
      const offset = <usize>(ci * CO + co) << 2
      for (let k: usize = 0; k < positions; k++)
        v128.store(tile + (k << 4), sumGroups(du + k * tap + offset, groups, groupBytes))
      filterGradTile(N, tile, dw + offset, tap, work)
    }
  }
  if (part) return
  const biases = du + positions * tap
  for (let c: usize = 0; c < <usize>CO << 2; c += 16) v128.store(db + c, sumGroups(biases + c, groups, groupBytes))
}

// @ts-ignore: decorator
@inline function sumGroups(p: usize, groups: i32, groupBytes: usize): v128 {
  let sum = v128.load(p)
  for (let g = 1; g < groups; g++) {
    p += groupBytes
    sum = f32x4.add(sum, v128.load(p))
  }
  return sum
}
