import { dotRows } from './dot-tile'
import { dotFew } from './few-tile'
import { oneRowNarrow, oneRowPanels } from './one-row'
import { ROWS } from './tile'

/** How many of so many rows that are left the next tile takes: 6 or 4 of them, so that few places stay empty. */
export function rowsOfTile(left: i32): i32 {
  if (left <= ROWS) return left
  const over = left % ROWS
  return over == 0 || over == 5 ? ROWS : over == 3 ? 3 : 4
}

/** The tile of `m` rows, `stride` bytes apart, times one panel. */
// @ts-ignore: decorator
@inline export function rowsTimesPanel(a: usize, stride: usize, m: i32, K: i32, panel: usize, tile: usize): void {
  const p1 = m > 1 ? a + stride : a, p2 = m > 2 ? a + 2 * stride : a, p3 = m > 3 ? a + 3 * stride : a
  if (m <= 4) dotFew(a, p1, p2, p3, K, panel, tile)
  else dotRows(a, p1, p2, p3, a + 4 * stride, m > 5 ? a + 5 * stride : a, K, panel, tile)
}

/**
 * The tiles of `m` rows times `count` panels, `apart` bytes from one panel and `tiles` bytes from one tile to the next.
 */
export function rowsTimesPanels(
  a: usize, stride: usize, m: i32, K: i32, panel: usize, apart: usize, count: i32, tile: usize, tiles: usize,
): void {
  for (; m == 1 && count > 2; count -= 4, panel += apart << 2, tile += tiles << 2)
    oneRowPanels(a, K, panel, apart, count, tile, tiles)
  for (; count > 0; count--, panel += apart, tile += tiles)
    if (m == 1) oneRowNarrow(a, K, panel, 32, tile)
    else rowsTimesPanel(a, stride, m, K, panel, tile)
}
