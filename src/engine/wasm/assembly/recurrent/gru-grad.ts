import { activateGrad } from '../math'
import { rowsOfTile, rowsTimesPanel } from '../row-tile'
import { counts, recurrentScratch, rowBytes, scratchRows } from './rows'
import { addOutputGradient, addStateGradient, clearHeld, copyBefore, startGradient } from './rows-grad'

/**
 * Backward: from dy (rows as `recurrentOutput` wrote them, padded to W floats) to the gradients before the activations,
 * dz [B][T][4][W]: of the candidate, z, r and (with `resetAfter`) of h R_h; and of the initial state, dState [B][W].
 * `transposed` is R^T packed. Also puts the state before each input into `before` [B][T][W].
 */
export function gruGrad(
  gates: usize, h: usize, dy: usize, mask: usize, drop: usize, transposed: usize, dz: usize, before: usize,
  dState: usize, reverse: i32, zeroMasked: i32, sequence: i32, stateRows: i32, resetAfter: i32, code: i32, gateCode: i32,
  B: i32, T: i32, U: i32, scratch: usize, part: i32, parts: i32,
): void {
  const row = rowBytes(U), states = <usize>(T + 1) * row, inputs = <usize>T * row, step = inputs << 2
  const rows = (sequence ? T : 1) + stateRows, outputs = <usize>rows * row
  const tile = scratch + <usize>part * recurrentScratch(U), held = scratchRows(tile)
  const end = (B * (part + 1)) / parts
  for (let b = (B * part) / parts, m = 0; b < end; b += m) {
    m = rowsOfTile(end - b)
    const d = dState + <usize>b * row, out = dy + <usize>b * outputs
    const factors = drop ? drop + <usize>b * 3 * row : 0
    clearHeld(held, row)
    startGradient(d, out, outputs, stateRows, 0, m, row)
    for (let t = T - 1; t >= 0; t--) {
      const input = reverse ? T - 1 - t : t
      const slot = h + <usize>b * states + <usize>t * row, place = <usize>b * inputs + <usize>input * row
      const dOut = sequence ? out + <usize>t * row : t == T - 1 ? out : 0
      addOutputGradient(d, held, dOut, outputs, mask, zeroMasked, b, m, T, input, row)
      copyBefore(slot, states, before + place, inputs, m, row)
      const z = dz + 4 * place, saved = gates + 4 * place
      for (let i: usize = 0; i < <usize>m; i++) {
        const zi = z + i * step, p = saved + i * step, y = slot + i * states, g = d + i * row
        if (!counts(mask, b + <i32>i, T, input)) {
          memory.fill(zi, 0, 4 * row)
          continue
        }
        for (let o: usize = 0; o < row; o += 16) {
          gatesGrad(p + o, row, y + o, g + o, zi + o, code, gateCode)
          if (resetAfter) resetGrad(p + o, row, zi + o, gateCode)
        }
      }
      if (!resetAfter) resetBeforeGrad(z, saved, step, slot, states, transposed, factors, m, U, gateCode, d, tile)
      addStateGradient(z + row, step, transposed, 3, resetAfter ? 3 : 2, factors, m, U, d, tile)
    }
  }
}

/** Gradients of candidate and update gate of four units; leaves in d what the state itself is due. */
// @ts-ignore: decorator
@inline function gatesGrad(p: usize, row: usize, h: usize, d: usize, dz: usize, code: i32, gateCode: i32): void {
  const y = v128.load(p), z = v128.load(p + row), g = v128.load(d)
  v128.store(dz, activateGrad(code, f32x4.mul(g, f32x4.sub(f32x4.splat(1), z)), y))
  v128.store(dz + row, activateGrad(gateCode, f32x4.mul(g, f32x4.sub(v128.load(h), y)), z))
  v128.store(d, f32x4.mul(g, z))
}

/** Gradients of the reset gate and of the product behind it. */
// @ts-ignore: decorator
@inline function resetGrad(p: usize, row: usize, dz: usize, gateCode: i32): void {
  const g = v128.load(dz), r = v128.load(p + 2 * row)
  v128.store(dz + 2 * row, activateGrad(gateCode, f32x4.mul(g, v128.load(p + 3 * row)), r))
  v128.store(dz + 3 * row, f32x4.mul(g, r))
}

/** Where the reset gate comes before the product: its gradient, and what the state is due through it. */
function resetBeforeGrad(
  z: usize, saved: usize, step: usize, slot: usize, states: usize, transposed: usize, drop: usize, m: i32, U: i32,
  gateCode: i32, d: usize, tile: usize,
): void {
  const row = rowBytes(U), block = row << 3
  for (let o: usize = 0; o < row; o += 32) {
    rowsTimesPanel(z, step, m, <i32>(row >> 2), transposed + (o >> 5) * 3 * block + 2 * block, tile)
    for (let i: usize = 0; i < <usize>m; i++)
      for (let k = o; k < o + 32; k += 16) {
        let g = v128.load(tile + (i << 5) + k - o)
        if (drop) g = f32x4.mul(g, v128.load(drop + (i * 3 + 2) * row + k))
        const r = v128.load(saved + i * step + 2 * row + k), state = d + i * row + k
        v128.store(z + i * step + 2 * row + k, activateGrad(gateCode, f32x4.mul(g, v128.load(slot + i * states + k)), r))
        v128.store(state, f32x4.add(v128.load(state), f32x4.mul(g, r)))
      }
  }
}
