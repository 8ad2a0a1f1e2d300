import { ROWS } from '../tile'
import { WORK_BYTES } from './tile'

/*
 * Tiles are worked on in blocks, small enough for the products of a block to stay in the second-level cache. Of each
 * position a block holds V, the transformed input: [tiles][CI]; and M, the products: [CO/8][tiles][8], which is how
 * the inner loops write their results and read packed panels. Positions lie 64 bytes further apart than they need to:
 * at powers of two they would all fall into the same set of the cache.
 */

const BLOCK_BYTES: i32 = 640000
const MOST_TILES: i32 = 96

/** Tiles of a block: a multiple of the rows of the inner loops. */
export function blockTiles(N: i32, CI: i32, CO: i32): i32 {
  const fit = BLOCK_BYTES / (N * N * 4 * (CI + CO)) / ROWS * ROWS
  return fit < ROWS ? ROWS : fit > MOST_TILES ? MOST_TILES : fit
}

/** Bytes from position to position of a block with `C` channels. */
// @ts-ignore: decorator
@inline export function positionBytes(tiles: i32, C: i32): usize {
  return (<usize>(tiles * C) << 2) + 64
}

/** Bytes of working memory of one part: V, M, the transforms, a tile at the border, and offsets of the panels. */
export function winogradScratch(R: i32, CI: i32, CO: i32): usize {
  const N = R + 3, tiles = blockTiles(N, CI, CO), positions = <usize>(N * N)
  const block = positions * (positionBytes(tiles, CI) + positionBytes(tiles, CO))
  return block + WORK_BYTES + ((positions * <usize>CI) << 2) + 2048 + (<usize>CO << 2)
}
