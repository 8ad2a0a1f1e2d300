import { activate, SIGMOID, TANH, tanh4 } from '../math'
import { rowsOfTile, rowsTimesPanel, rowsTimesPanels } from '../row-tile'
import { ROWS, TILE_BYTES } from '../tile'
import { gate4 } from './gates'
import { dropStates, holdStates, recurrentScratch, rowBytes, scratchRows, startStates } from './rows'

/*
 * What a step leaves for the gradient, `gates` [B][T][4][W]: the candidate and the gates z and r after their
 * activations, then what the state gives to the candidate: h R_h + bias, or r h where the reset gate comes before the
 * product. The first three hold the projected inputs, with bias, when the forward kernel begins.
 */
const BLOCKS: usize = 4

/**
 * Forward: z, r = activations(projected[input] + h[t] R + bias); candidate = activation(projected[input] +
 * r (h[t] R_h + bias)), or with (r h[t]) R_h unless `resetAfter`; h[t+1] = z h[t] + (1 - z) candidate. R is packed by
 * `packGates`; `bias` is that of the recurrent products, [3][W].
 */
export function gru(
  gates: usize, recurrent: usize, bias: usize, h: usize, initial: usize, mask: usize, drop: usize,
  reverse: i32, resetAfter: i32, code: i32, gateCode: i32, B: i32, T: i32, U: i32, scratch: usize, part: i32, parts: i32,
): void {
  const row = rowBytes(U), states = <usize>(T + 1) * row, step = BLOCKS * row, inputs = <usize>T * step
  const panel = <usize>U << 5, gatePanels = (row >> 5) * panel
  const atOnce = resetAfter ? 3 : 2
  const tiles = scratch + <usize>part * recurrentScratch(U), dropped = scratchRows(tiles)
  const end = (B * (part + 1)) / parts
  for (let b = (B * part) / parts, m = 0; b < end; b += m) {
    m = rowsOfTile(end - b)
    const first = <usize>b * states
    startStates(h + first, states, initial ? initial + (<usize>(b * U) << 2) : 0, m, U)
    for (let t = 0; t < T; t++) {
      const input = reverse ? T - 1 - t : t
      const before = h + first + <usize>t * row
      const x = gates + <usize>b * inputs + <usize>input * step
      if (drop) dropStates(before, states, drop + <usize>b * 3 * row, 3, m, row, dropped)
      const from = drop ? dropped : before, stride = drop ? row : states, next = drop ? <usize>ROWS * row : 0
      for (let o: usize = 0; o < row; o += 32) {
        const panels = recurrent + (o >> 5) * panel
        if (drop)
          for (let g: usize = 0; g < <usize>atOnce; g++)
            rowsTimesPanel(from + g * next, stride, m, U, panels + g * gatePanels, tiles + g * TILE_BYTES)
        else rowsTimesPanels(from, stride, m, U, panels, gatePanels, atOnce, tiles, TILE_BYTES)
        if (resetAfter && code == TANH && gateCode == SIGMOID) {
          usualSteps(x + o, inputs, row, tiles, bias + o, before + o, states, m)
          continue
        }
        for (let i: usize = 0; i < <usize>m; i++) {
          const p = x + i * inputs + o, product = tiles + (i << 5), y = before + i * states + o
          for (let k: usize = 0; k < 32; k += 16) {
            gatesOf(p + k, row, product + k, bias + o + k, gateCode)
            if (resetAfter) candidateAfter(p + k, row, product + k, bias + 2 * row + o + k, y + k, code)
            else {
              const state = v128.load(from + 2 * next + i * stride + o + k)
              v128.store(p + 3 * row + k, f32x4.mul(v128.load(p + 2 * row + k), state))
            }
          }
        }
      }
      for (let o: usize = 0; o < row && !resetAfter; o += 32) {
        rowsTimesPanel(x + 3 * row, inputs, m, U, recurrent + (o >> 5) * panel + 2 * gatePanels, tiles)
        for (let i: usize = 0; i < <usize>m; i++)
          for (let k = o; k < o + 32; k += 16) {
            const product = v128.load(tiles + (i << 5) + k - o)
            candidate(x + i * inputs + k, row, product, before + i * states + k, code)
          }
      }
      if (mask) holdStates(mask, b, m, T, input, before, states, row)
    }
  }
}

/** One step of 8 units of `m` sequences with the usual activations, computed in line. */
function usualSteps(
  p: usize, inputs: usize, row: usize, product: usize, bias: usize, h: usize, states: usize, m: i32,
): void {
  const end = product + (<usize>m << 5)
  for (; product < end; product += 32, p += inputs, h += states)
    for (let k: usize = 0; k < 32; k += 16) usual(p + k, row, product + k, bias + k, h + k)
}

/** Four units of them. */
// @ts-ignore: decorator
@inline function usual(p: usize, row: usize, product: usize, bias: usize, h: usize): void {
  const z = gate4(f32x4.add(v128.load(p + row), f32x4.add(v128.load(product), v128.load(bias))))
  const r = gate4(f32x4.add(v128.load(p + 2 * row), f32x4.add(v128.load(product + TILE_BYTES), v128.load(bias + row))))
  const inner = f32x4.add(v128.load(product + 2 * TILE_BYTES), v128.load(bias + 2 * row))
  const y = tanh4(f32x4.add(v128.load(p), f32x4.mul(r, inner)))
  v128.store(p, y)
  v128.store(p + row, z)
  v128.store(p + 2 * row, r)
  v128.store(p + 3 * row, inner)
  v128.store(h + row, f32x4.add(f32x4.mul(z, v128.load(h)), f32x4.mul(f32x4.sub(f32x4.splat(1), z), y)))
}

/** The gates z and r of four units. */
// @ts-ignore: decorator
@inline function gatesOf(p: usize, row: usize, product: usize, bias: usize, gateCode: i32): void {
  const z = f32x4.add(v128.load(p + row), f32x4.add(v128.load(product), v128.load(bias)))
  const r = f32x4.add(v128.load(p + 2 * row), f32x4.add(v128.load(product + TILE_BYTES), v128.load(bias + row)))
  v128.store(p + row, activate(gateCode, z))
  v128.store(p + 2 * row, activate(gateCode, r))
}

// @ts-ignore: decorator
@inline function candidateAfter(p: usize, row: usize, product: usize, bias: usize, h: usize, code: i32): void {
  const inner = f32x4.add(v128.load(product + 2 * TILE_BYTES), v128.load(bias))
  v128.store(p + 3 * row, inner)
  candidate(p, row, f32x4.mul(v128.load(p + 2 * row), inner), h, code)
}

/** The candidate of four units, from what the state gives to it, and the state after the step, one row behind h. */
// @ts-ignore: decorator
@inline function candidate(p: usize, row: usize, given: v128, h: usize, code: i32): void {
  const y = activate(code, f32x4.add(v128.load(p), given)), z = v128.load(p + row)
  v128.store(p, y)
  v128.store(h + row, f32x4.add(f32x4.mul(z, v128.load(h)), f32x4.mul(f32x4.sub(f32x4.splat(1), z), y)))
}
