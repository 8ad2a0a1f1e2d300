import { copyRow } from '../copy-row'
import { rowsTimesPanel } from '../row-tile'
import { ROWS, storeTile } from '../tile'
import { counts, rowBytes } from './rows'

/** Gradients of the final states of `m` sequences: row `which` of the state rows behind their outputs, or zeros. */
export function startGradient(d: usize, dy: usize, outputs: usize, stateRows: i32, which: i32, m: i32, row: usize): void {
  for (let i: usize = 0; i < <usize>m; i++) {
    if (which < stateRows) copyRow(d + i * row, dy + (i + 1) * outputs - <usize>(stateRows - which) * row, row)
    else memory.fill(d + i * row, 0, row)
  }
}

/**
 * Adds what the outputs of step t say to the gradient of the states after it. The gradient of an output that repeats
 * an earlier one waits in `held` for that one; dOut is 0 where the step has no output of its own.
 */
export function addOutputGradient(
  dState: usize, held: usize, dOut: usize, outputs: usize, mask: usize, zeroMasked: i32,
  b: i32, m: i32, T: i32, input: i32, row: usize,
): void {
  for (let i: usize = 0; i < <usize>m; i++, dState += row, held += row) {
    const given = dOut ? dOut + i * outputs : 0
    if (!counts(mask, b + <i32>i, T, input)) {
      if (given && !zeroMasked) addRow(held, given, row)
      continue
    }
    if (given) addRow(dState, given, row)
    if (!mask) continue
    addRow(dState, held, row)
    memory.fill(held, 0, row)
  }
}

// @ts-ignore: decorator
@inline function addRow(to: usize, x: usize, row: usize): void {
  for (let o: usize = 0; o < row; o += 16) v128.store(to + o, f32x4.add(v128.load(to + o), v128.load(x + o)))
}

/**
 * dState += z R^T for `m` rows z of the gradients before the gates, `stride` bytes apart; `transposed` is R^T packed
 * for `packed` gates, of which the first `gates` count.
 */
export function addStateGradient(
  z: usize, stride: usize, transposed: usize, packed: i32, gates: i32, drop: usize, m: i32, U: i32,
  dState: usize, tile: usize,
): void {
  const row = rowBytes(U), W = <i32>(row >> 2), block = row << 3, panel = block * <usize>packed
  for (let o: usize = 0; o < row; o += 32, transposed += panel) {
    if (!drop) {
      rowsTimesPanel(z, stride, m, W * gates, transposed, tile)
      storeTile(tile, dState + o, row, m, 8, 1, 0, 0)
      continue
    }
    for (let g: usize = 0; g < <usize>gates; g++) {
      rowsTimesPanel(z + g * row, stride, m, W, transposed + g * block, tile)
      for (let i: usize = 0; i < <usize>m; i++) {
        const d = dState + i * row + o, by = drop + (i * <usize>packed + g) * row + o, product = tile + (i << 5)
        v128.store(d, f32x4.add(v128.load(d), f32x4.mul(v128.load(product), v128.load(by))))
        v128.store(d, f32x4.add(v128.load(d, 16), f32x4.mul(v128.load(product, 16), v128.load(by, 16))), 16)
      }
    }
  }
}

/** Copies the states before step t of `m` sequences to the places of its input, [B][T][W]. */
export function copyBefore(h: usize, states: usize, before: usize, inputs: usize, m: i32, row: usize): void {
  for (let i: usize = 0; i < <usize>m; i++) copyRow(before + i * inputs, h + i * states, row)
}

/** Rows that wait for an earlier output, in scratch memory that holds nothing else in between. */
// @ts-ignore: decorator
@inline export function clearHeld(held: usize, row: usize): void {
  memory.fill(held, 0, <usize>ROWS * row)
}
