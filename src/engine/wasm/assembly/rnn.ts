import { activate, activateGrad } from './math'
import { dotRows } from './dot-tile'
import { minimum, ROWS, storeTile, TILE_BYTES } from './tile'

/*
 * Whole-sequence recurrent layers. Rows of states are padded to W = U rounded up to 8 floats. States are kept as
 * [B][T+1][W] in the order of processing, slot 0 being the initial state; everything that belongs to inputs is
 * [B][T][W] in the order of the input. `reverse` processes the last input first. A mask has one byte per (b, input);
 * at a masked step the state is copied. Parts share out the rows of the batch.
 */

/** The tile of `m` rows `stride` bytes apart times one panel. */
// @ts-ignore: decorator
@inline function rowsTimesPanel(a: usize, stride: usize, m: i32, U: i32, panel: usize, tile: usize): void {
  dotRows(
    a, m > 1 ? a + stride : a, m > 2 ? a + 2 * stride : a, m > 3 ? a + 3 * stride : a, m > 4 ? a + 4 * stride : a,
    m > 5 ? a + 5 * stride : a, U, panel, tile,
  )
}

/** Bytes of scratch memory that one part of these kernels needs. */
export function rnnScratch(U: i32): usize {
  return TILE_BYTES + (<usize>ROWS * <usize>((U + 7) & ~7) << 3)
}

/**
 * Forward: h[t+1] = activation(projected[input] + h[t] R), with R packed by `packSquare`, the inputs projected with
 * their bias already.
 */
export function simpleRnn(
  projected: usize, recurrent: usize, h: usize, mask: usize, reverse: i32, code: i32, B: i32, T: i32, U: i32,
  scratch: usize, part: i32, parts: i32,
): void {
  const W = (U + 7) & ~7, row = <usize>W << 2, states = <usize>(T + 1) * row, inputs = <usize>T * row
  const tile = scratch + <usize>part * rnnScratch(U), end = (B * (part + 1)) / parts
  for (let b = (B * part) / parts; b < end; b += ROWS) {
    const m = minimum(ROWS, end - b)
    for (let t = 0; t < T; t++) {
      const input = reverse ? T - 1 - t : t
      const before = h + <usize>b * states + <usize>t * row, after = before + row
      const x = projected + <usize>b * inputs + <usize>input * row
      for (let o: usize = 0; o < row; o += 32) {
        rowsTimesPanel(before, states, m, U, recurrent + (o >> 5) * (<usize>U << 5), tile)
        for (let i: usize = 0; i < <usize>m; i++) {
          const y = after + i * states + o, p = x + i * inputs + o, product = tile + (i << 5)
          v128.store(y, activate(code, f32x4.add(v128.load(product), v128.load(p))))
          v128.store(y, activate(code, f32x4.add(v128.load(product, 16), v128.load(p, 16))), 16)
        }
      }
      if (mask) {
        for (let i = 0; i < m; i++) {
          if (load<u8>(mask + <usize>((b + i) * T + input))) continue
          memory.copy(after + <usize>i * states, before + <usize>i * states, row)
        }
      }
    }
  }
}

/**
 * Writes the outputs: rows of U floats, T per sequence or only the last one, then the final state if `withState`.
 * A masked step repeats the output before it, or is zero with `zeroMasked`, as is what comes before the first output.
 */
export function rnnOutput(
  h: usize, mask: usize, reverse: i32, zeroMasked: i32, sequence: i32, withState: i32, out: usize, B: i32, T: i32, U: i32,
  part: i32, parts: i32,
): void {
  const row = <usize>((U + 7) & ~7) << 2, bytes = <usize>U << 2
  const rows = (sequence ? T : 1) + withState
  const end = (B * (part + 1)) / parts
  for (let b = (B * part) / parts; b < end; b++) {
    const states = h + <usize>b * (<usize>(T + 1) * row)
    let o = out + <usize>(b * rows) * bytes
    let seen = !mask
    for (let t = 0; t < T; t++) {
      let visible = seen
      if (mask) {
        const kept = load<u8>(mask + <usize>(b * T + (reverse ? T - 1 - t : t))) != 0
        if (kept) seen = true
        visible = kept || (seen && !zeroMasked)
      }
      if (!sequence && t < T - 1) continue
      if (visible) memory.copy(o, states + <usize>(t + 1) * row, bytes)
      else memory.fill(o, 0, bytes)
      o += bytes
    }
    if (withState) memory.copy(o, states + <usize>T * row, bytes)
  }
}

/**
 * Backward: from dy (rows as `rnnOutput` wrote them, padded to W floats) to the gradients before the activation,
 * dz [B][T][W], and of the initial state, dInitial [B][W]. `transposed` is R^T packed.
 */
export function simpleRnnGrad(
  h: usize, dy: usize, mask: usize, reverse: i32, zeroMasked: i32, sequence: i32, withState: i32, code: i32,
  transposed: usize, dz: usize, dInitial: usize, B: i32, T: i32, U: i32, scratch: usize, part: i32, parts: i32,
): void {
  const W = (U + 7) & ~7, row = <usize>W << 2, states = <usize>(T + 1) * row, inputs = <usize>T * row
  const rows = (sequence ? T : 1) + withState, outputs = <usize>rows * row
  const tile = scratch + <usize>part * rnnScratch(U), held = tile + TILE_BYTES, product = held + <usize>ROWS * row
  const end = (B * (part + 1)) / parts
  for (let b = (B * part) / parts; b < end; b += ROWS) {
    const m = minimum(ROWS, end - b)
    const dState = dInitial + <usize>b * row
    // gradient of outputs that repeat an earlier one, waiting for that one
    memory.fill(held, 0, <usize>m * row)
    for (let i: usize = 0; i < <usize>m; i++) {
      if (withState) memory.copy(dState + i * row, dy + (<usize>b + i + 1) * outputs - row, row)
      else memory.fill(dState + i * row, 0, row)
    }
    for (let t = T - 1; t >= 0; t--) {
      const input = reverse ? T - 1 - t : t
      const z = dz + <usize>b * inputs + <usize>input * row
      const hasOutput = sequence || t == T - 1
      let anyMasked = false
      for (let i: usize = 0; i < <usize>m; i++) {
        const kept = !mask || load<u8>(mask + <usize>((b + <i32>i) * T + input)) != 0
        const wait = held + i * row, g = dState + i * row, target = z + i * inputs
        const y = h + (<usize>b + i) * states + <usize>(t + 1) * row
        const dOut = dy + (<usize>b + i) * outputs + (sequence ? <usize>t * row : 0)
        if (!kept) {
          anyMasked = true
          if (hasOutput && !zeroMasked)
            for (let o: usize = 0; o < row; o += 16) v128.store(wait + o, f32x4.add(v128.load(wait + o), v128.load(dOut + o)))
          memory.fill(target, 0, row)
          continue
        }
        for (let o: usize = 0; o < row; o += 16) {
          let d = f32x4.add(v128.load(g + o), v128.load(wait + o))
          if (hasOutput) d = f32x4.add(d, v128.load(dOut + o))
          v128.store(target + o, activateGrad(code, d, v128.load(y + o)))
        }
        memory.fill(wait, 0, row)
      }
      const result = anyMasked ? product : dState
      for (let o: usize = 0; o < row; o += 32) {
        rowsTimesPanel(z, inputs, m, U, transposed + (o >> 5) * (<usize>U << 5), tile)
        storeTile(tile, result + o, row, m, 8, 0, 0, 0)
      }
      if (!anyMasked) continue
      for (let i: usize = 0; i < <usize>m; i++) {
        if (load<u8>(mask + <usize>((b + <i32>i) * T + input))) memory.copy(dState + i * row, product + i * row, row)
      }
    }
  }
}
