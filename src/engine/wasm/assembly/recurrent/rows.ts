import { copyRow } from '../copy-row'
import { ROWS, TILE_BYTES } from '../tile'

/*
 * Whole-sequence recurrent layers. Rows of U units are padded to W = U rounded up to 8 floats. States are kept as
 * [B][T+1][W] in the order of processing, slot 0 being the initial state; everything that belongs to inputs is
 * [B][T][..] in the order of the input. `reverse` processes the last input first. A mask has one byte per (b, input);
 * at a masked step the states are copied. `drop` holds factors of the state before it meets the recurrent kernel, one
 * row for each gate, [B][gates][W], or is 0. Parts share out the rows of the batch.
 */

/** Gates that a kernel may have, and so products that it holds at a time. */
export const GATES: usize = 4

/** Bytes of a row of U units. */
// @ts-ignore: decorator
@inline export function rowBytes(U: i32): usize {
  return <usize>((U + 7) & ~7) << 2
}

/** Bytes of scratch memory that one part of these kernels needs: tiles, then rows of states. */
export function recurrentScratch(U: i32): usize {
  return GATES * (TILE_BYTES + <usize>ROWS * rowBytes(U))
}

/** Where the rows of scratch memory begin. */
// @ts-ignore: decorator
@inline export function scratchRows(tiles: usize): usize {
  return tiles + GATES * TILE_BYTES
}

/** Whether an input of sequence b counts. */
// @ts-ignore: decorator
@inline export function counts(mask: usize, b: i32, T: i32, input: i32): boolean {
  return !mask || load<u8>(mask + <usize>(b * T + input)) != 0
}

/** Slot 0 of `m` sequences, `states` bytes apart: rows of U floats of `initial`, or zeros. */
export function startStates(h: usize, states: usize, initial: usize, m: i32, U: i32): void {
  const row = rowBytes(U), bytes = <usize>U << 2
  for (let i: usize = 0; i < <usize>m; i++) {
    memory.fill(h + i * states, 0, row)
    if (initial) copyRow(h + i * states, initial + i * bytes, bytes)
  }
}

/** Copies the states `before` of sequences whose input does not count to the next slot. */
export function holdStates(
  mask: usize, b: i32, m: i32, T: i32, input: i32, before: usize, states: usize, row: usize,
): void {
  for (let i = 0; i < m; i++) {
    const state = before + <usize>i * states
    if (!counts(mask, b + i, T, input)) copyRow(state + row, state, row)
  }
}

/** The states of `m` sequences times the factors of each gate: [gates][ROWS][W]. */
export function dropStates(
  before: usize, states: usize, drop: usize, gates: i32, m: i32, row: usize, out: usize,
): void {
  for (let g: usize = 0; g < <usize>gates; g++)
    for (let i: usize = 0; i < <usize>m; i++) {
      const x = before + i * states, by = drop + (i * <usize>gates + g) * row, y = out + (g * <usize>ROWS + i) * row
      for (let o: usize = 0; o < row; o += 16) v128.store(y + o, f32x4.mul(v128.load(x + o), v128.load(by + o)))
    }
}

/**
 * Writes the outputs: rows of U floats, T per sequence or only the last one, then as many final states as `stateRows`
 * says, that of h first. A masked step repeats the output before it, or is zero with `zeroMasked`, as is what comes
 * before the first output.
 */
export function recurrentOutput(
  h: usize, c: usize, mask: usize, reverse: i32, zeroMasked: i32, sequence: i32, stateRows: i32, out: usize,
  B: i32, T: i32, U: i32, part: i32, parts: i32,
): void {
  const row = rowBytes(U), bytes = <usize>U << 2
  const rows = (sequence ? T : 1) + stateRows
  const end = (B * (part + 1)) / parts
  for (let b = (B * part) / parts; b < end; b++) {
    const slots = <usize>b * (<usize>(T + 1) * row)
    let o = out + <usize>(b * rows) * bytes
    let seen = !mask
    for (let t = 0; t < T; t++) {
      let visible = seen
      if (mask) {
        const kept = counts(mask, b, T, reverse ? T - 1 - t : t)
        if (kept) seen = true
        visible = kept || (seen && !zeroMasked)
      }
      if (!sequence && t < T - 1) continue
      if (visible) copyRow(o, h + slots + <usize>(t + 1) * row, bytes)
      else memory.fill(o, 0, bytes)
      o += bytes
    }
    if (stateRows > 0) copyRow(o, h + slots + <usize>T * row, bytes)
    if (stateRows > 1) copyRow(o + bytes, c + slots + <usize>T * row, bytes)
  }
}

/** out[b][t] = x[b][t] * by[b] (+ out[b][t]), rows of n floats; rows of `by` are `ld` floats apart. */
export function multiplySteps(
  x: usize, by: usize, ld: i32, out: usize, accumulate: i32, B: i32, T: i32, n: i32, part: i32, parts: i32,
): void {
  const bytes = <usize>n << 2, whole = bytes & ~15
  const end = (B * (part + 1)) / parts
  for (let b = (B * part) / parts; b < end; b++) {
    const factors = by + ((<usize>b * <usize>ld) << 2)
    for (let t = 0; t < T; t++) {
      const offset = (<usize>b * <usize>T + <usize>t) * bytes, p = x + offset, q = out + offset
      let o: usize = 0
      for (; o < whole; o += 16) {
        let y = f32x4.mul(v128.load(p + o), v128.load(factors + o))
        if (accumulate) y = f32x4.add(y, v128.load(q + o))
        v128.store(q + o, y)
      }
      for (; o < bytes; o += 4) {
        let y = load<f32>(p + o) * load<f32>(factors + o)
        if (accumulate) y += load<f32>(q + o)
        store<f32>(q + o, y)
      }
    }
  }
}
