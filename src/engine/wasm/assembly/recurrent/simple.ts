import { activate, activateGrad, TANH, tanh4 } from '../math'
import { rowsOfTile, rowsTimesPanels } from '../row-tile'
import { minimum, TILE_BYTES } from '../tile'
import {
  counts, dropStates, GATES, holdStates, recurrentScratch, rowBytes, scratchRows, startStates,
} from './rows'
import { addOutputGradient, addStateGradient, clearHeld, copyBefore, startGradient } from './rows-grad'

/**
 * Forward: h[t+1] = activation(projected[input] + h[t] R), with R packed by `packGates`, the inputs projected with
 * their bias already.
 */
export function simpleRnn(
  projected: usize, recurrent: usize, h: usize, initial: usize, mask: usize, drop: usize, reverse: i32, code: i32,
  B: i32, T: i32, U: i32, scratch: usize, part: i32, parts: i32,
): void {
  const row = rowBytes(U), states = <usize>(T + 1) * row, inputs = <usize>T * row, panel = <usize>U << 5
  const tile = scratch + <usize>part * recurrentScratch(U), dropped = scratchRows(tile)
  const end = (B * (part + 1)) / parts
  for (let b = (B * part) / parts, m = 0; b < end; b += m) {
    m = rowsOfTile(end - b)
    startStates(h + <usize>b * states, states, initial ? initial + (<usize>(b * U) << 2) : 0, m, U)
    for (let t = 0; t < T; t++) {
      const input = reverse ? T - 1 - t : t
      const before = h + <usize>b * states + <usize>t * row, after = before + row
      const x = projected + <usize>b * inputs + <usize>input * row
      if (drop) dropStates(before, states, drop + <usize>b * row, 1, m, row, dropped)
      const from = drop ? dropped : before, stride = drop ? row : states
      for (let o: usize = 0; o < row; o += 32) {
        // of one row several panels at once, whose products wait for them
        const place = m > 1 ? tile : tile + (o >> 5) % GATES * TILE_BYTES
        if (place == tile) {
          const count = m > 1 ? 1 : minimum(<i32>GATES, <i32>((row - o) >> 5))
          rowsTimesPanels(from, stride, m, U, recurrent + (o >> 5) * panel, panel, count, tile, TILE_BYTES)
        }
        for (let i: usize = 0; i < <usize>m; i++) {
          const y = after + i * states + o, p = x + i * inputs + o, product = place + (i << 5)
          const z0 = f32x4.add(v128.load(product), v128.load(p)), z1 = f32x4.add(v128.load(product, 16), v128.load(p, 16))
          // the usual activation is computed in line
          if (code == TANH) {
            v128.store(y, tanh4(z0))
            v128.store(y, tanh4(z1), 16)
          } else {
            v128.store(y, activate(code, z0))
            v128.store(y, activate(code, z1), 16)
          }
        }
      }
      if (mask) holdStates(mask, b, m, T, input, before, states, row)
    }
  }
}

/**
 * Backward: from dy (rows as `recurrentOutput` wrote them, padded to W floats) to the gradients before the activation,
 * dz [B][T][W], and of the initial state, dState [B][W]. `transposed` is R^T packed. Also puts the state before each
 * input into `before` [B][T][W].
 */
export function simpleRnnGrad(
  h: usize, dy: usize, mask: usize, drop: usize, transposed: usize, dz: usize, before: usize, dState: usize,
  reverse: i32, zeroMasked: i32, sequence: i32, stateRows: i32, code: i32, B: i32, T: i32, U: i32,
  scratch: usize, part: i32, parts: i32,
): void {
  const row = rowBytes(U), states = <usize>(T + 1) * row, inputs = <usize>T * row
  const rows = (sequence ? T : 1) + stateRows, outputs = <usize>rows * row
  const tile = scratch + <usize>part * recurrentScratch(U), held = scratchRows(tile)
  const end = (B * (part + 1)) / parts
  for (let b = (B * part) / parts, m = 0; b < end; b += m) {
    m = rowsOfTile(end - b)
    const d = dState + <usize>b * row, out = dy + <usize>b * outputs
    clearHeld(held, row)
    startGradient(d, out, outputs, stateRows, 0, m, row)
    for (let t = T - 1; t >= 0; t--) {
      const input = reverse ? T - 1 - t : t
      const slot = h + <usize>b * states + <usize>t * row, place = <usize>b * inputs + <usize>input * row
      const dOut = sequence ? out + <usize>t * row : t == T - 1 ? out : 0
      addOutputGradient(d, held, dOut, outputs, mask, zeroMasked, b, m, T, input, row)
      copyBefore(slot, states, before + place, inputs, m, row)
      for (let i: usize = 0; i < <usize>m; i++) {
        const g = d + i * row, z = dz + place + i * inputs, y = slot + i * states + row
        if (!counts(mask, b + <i32>i, T, input)) {
          memory.fill(z, 0, row)
          continue
        }
        for (let o: usize = 0; o < row; o += 16) v128.store(z + o, activateGrad(code, v128.load(g + o), v128.load(y + o)))
        memory.fill(g, 0, row)
      }
      addStateGradient(dz + place, inputs, transposed, 1, 1, drop ? drop + <usize>b * row : 0, m, U, d, tile)
    }
  }
}
