import { activate, activateGrad, SIGMOID, TANH, tanh4 } from '../math'
import { rowsOfTile, rowsTimesPanel, rowsTimesPanels } from '../row-tile'
import { ROWS, TILE_BYTES } from '../tile'
import { bounded, gateOf, power, rest } from './gates'
import {
  counts, dropStates, holdStates, recurrentScratch, rowBytes, scratchRows, startStates,
} from './rows'
import { addOutputGradient, addStateGradient, clearHeld, copyBefore, startGradient } from './rows-grad'

/*
 * What a step leaves for the gradient, `gates` [B][T][5][W]: the gates i, f, candidate, o after their activations and
 * the activated carry. The first four hold the projected inputs, with bias, when the forward kernel begins.
 */
const BLOCKS: usize = 5

/**
 * Forward: i, f, g, o = activations(projected[input] + h[t] R); c[t+1] = f c[t] + i g; h[t+1] = o activation(c[t+1]).
 * R is packed by `packGates`.
 */
export function lstm(
  gates: usize, recurrent: usize, h: usize, c: usize, initialH: usize, initialC: usize, mask: usize, drop: usize,
  reverse: i32, code: i32, gateCode: i32, B: i32, T: i32, U: i32, scratch: usize, part: i32, parts: i32,
): void {
  const row = rowBytes(U), states = <usize>(T + 1) * row, step = BLOCKS * row, inputs = <usize>T * step
  const panel = <usize>U << 5, gatePanels = (row >> 5) * panel
  const tiles = scratch + <usize>part * recurrentScratch(U), dropped = scratchRows(tiles)
  const end = (B * (part + 1)) / parts
  for (let b = (B * part) / parts, m = 0; b < end; b += m) {
    m = rowsOfTile(end - b)
    const first = <usize>b * states, offset = <usize>(b * U) << 2
    startStates(h + first, states, initialH ? initialH + offset : 0, m, U)
    startStates(c + first, states, initialC ? initialC + offset : 0, m, U)
    for (let t = 0; t < T; t++) {
      const input = reverse ? T - 1 - t : t
      const before = first + <usize>t * row
      const x = gates + <usize>b * inputs + <usize>input * step
      if (drop) dropStates(h + before, states, drop + <usize>b * 4 * row, 4, m, row, dropped)
      for (let o: usize = 0; o < row; o += 32) {
        const panels = recurrent + (o >> 5) * panel
        if (drop)
          for (let g: usize = 0; g < 4; g++)
            rowsTimesPanel(dropped + g * <usize>ROWS * row, row, m, U, panels + g * gatePanels, tiles + g * TILE_BYTES)
        else rowsTimesPanels(h + before, states, m, U, panels, gatePanels, 4, tiles, TILE_BYTES)
        const slot = before + o
        step8(x + o, inputs, row, tiles, c + slot, h + slot + row, states, m, code, gateCode)
      }
      if (!mask) continue
      holdStates(mask, b, m, T, input, h + before, states, row)
      holdStates(mask, b, m, T, input, c + before, states, row)
    }
  }
}

/** One step of 8 units of `m` sequences: `p` their records, `inputs` bytes apart; states `states` bytes apart. */
function step8(
  p: usize, inputs: usize, row: usize, product: usize, c: usize, h: usize, states: usize, m: i32, code: i32, gateCode: i32,
): void {
  const end = product + (<usize>m << 5)
  if (code == TANH && gateCode == SIGMOID)
    for (; product < end; product += 32, p += inputs, c += states, h += states) {
      usual(p, row, product, c, h)
      usual(p + 16, row, product + 16, c + 16, h + 16)
    }
  else
    for (; product < end; product += 32, p += inputs, c += states, h += states) {
      units(p, row, product, c, h, code, gateCode)
      units(p + 16, row, product + 16, c + 16, h + 16, code, gateCode)
    }
}

/** Four units of one step, with the usual activations; the carry after it lies one row behind that before it. */
// @ts-ignore: decorator
@inline function usual(p: usize, row: usize, product: usize, c: usize, h: usize): void {
  const zi = bounded(f32x4.add(v128.load(p), v128.load(product)))
  const zf = bounded(f32x4.add(v128.load(p + row), v128.load(product + TILE_BYTES)))
  const zo = bounded(f32x4.add(v128.load(p + 3 * row), v128.load(product + 3 * TILE_BYTES)))
  const ni = power(zi), nf = power(zf), no = power(zo)
  const ri = rest(zi, ni), rf = rest(zf, nf), ro = rest(zo, no)
  const i = gateOf(ni, ri), f = gateOf(nf, rf), o = gateOf(no, ro)
  const g = tanh4(f32x4.add(v128.load(p + 2 * row), v128.load(product + 2 * TILE_BYTES)))
  const carry = f32x4.add(f32x4.mul(f, v128.load(c)), f32x4.mul(i, g)), a = tanh4(carry)
  v128.store(p, i)
  v128.store(p + row, f)
  v128.store(p + 2 * row, g)
  v128.store(p + 3 * row, o)
  v128.store(p + 4 * row, a)
  v128.store(c + row, carry)
  v128.store(h, f32x4.mul(o, a))
}

/** The same with any activations. */
// @ts-ignore: decorator
@inline function units(p: usize, row: usize, product: usize, c: usize, h: usize, code: i32, gateCode: i32): void {
  const i = activate(gateCode, f32x4.add(v128.load(p), v128.load(product)))
  const f = activate(gateCode, f32x4.add(v128.load(p + row), v128.load(product + TILE_BYTES)))
  const g = activate(code, f32x4.add(v128.load(p + 2 * row), v128.load(product + 2 * TILE_BYTES)))
  const o = activate(gateCode, f32x4.add(v128.load(p + 3 * row), v128.load(product + 3 * TILE_BYTES)))
  const carry = f32x4.add(f32x4.mul(f, v128.load(c)), f32x4.mul(i, g)), a = activate(code, carry)
  v128.store(p, i)
  v128.store(p + row, f)
  v128.store(p + 2 * row, g)
  v128.store(p + 3 * row, o)
  v128.store(p + 4 * row, a)
  v128.store(c + row, carry)
  v128.store(h, f32x4.mul(o, a))
}

/**
 * Backward: from dy (rows as `recurrentOutput` wrote them, padded to W floats) to the gradients before the gates'
 * activations, dz [B][T][4][W], and of the initial states, dH and dC [B][W]. `transposed` is R^T packed. Also puts the
 * state before each input into `before` [B][T][W].
 */
export function lstmGrad(
  gates: usize, h: usize, c: usize, dy: usize, mask: usize, drop: usize, transposed: usize, dz: usize, before: usize,
  dH: usize, dC: usize, reverse: i32, zeroMasked: i32, sequence: i32, stateRows: i32, code: i32, gateCode: i32,
  B: i32, T: i32, U: i32, scratch: usize, part: i32, parts: i32,
): void {
  const row = rowBytes(U), states = <usize>(T + 1) * row, inputs = <usize>T * row
  const rows = (sequence ? T : 1) + stateRows, outputs = <usize>rows * row
  const tile = scratch + <usize>part * recurrentScratch(U), held = scratchRows(tile)
  const end = (B * (part + 1)) / parts
  for (let b = (B * part) / parts, m = 0; b < end; b += m) {
    m = rowsOfTile(end - b)
    const out = dy + <usize>b * outputs
    const dh = dH + <usize>b * row, dc = dC + <usize>b * row
    clearHeld(held, row)
    startGradient(dh, out, outputs, stateRows, 0, m, row)
    startGradient(dc, out, outputs, stateRows, 1, m, row)
    for (let t = T - 1; t >= 0; t--) {
      const input = reverse ? T - 1 - t : t
      const slot = <usize>b * states + <usize>t * row, place = <usize>b * inputs + <usize>input * row
      const dOut = sequence ? out + <usize>t * row : t == T - 1 ? out : 0
      addOutputGradient(dh, held, dOut, outputs, mask, zeroMasked, b, m, T, input, row)
      copyBefore(h + slot, states, before + place, inputs, m, row)
      const z = dz + 4 * place, saved = gates + BLOCKS * place
      for (let i: usize = 0; i < <usize>m; i++) {
        const zi = z + 4 * i * inputs
        if (!counts(mask, b + <i32>i, T, input)) {
          memory.fill(zi, 0, 4 * row)
          continue
        }
        const p = saved + BLOCKS * i * inputs, ci = c + slot + i * states, dhi = dh + i * row, dci = dc + i * row
        for (let k: usize = 0; k < row; k += 16) unitsGrad(p + k, row, ci + k, dhi + k, dci + k, zi + k, code, gateCode)
      }
      addStateGradient(z, 4 * inputs, transposed, 4, 4, drop ? drop + <usize>b * 4 * row : 0, m, U, dh, tile)
    }
  }
}

/** Four units of one step backward. */
// @ts-ignore: decorator
@inline function unitsGrad(
  p: usize, row: usize, c: usize, dh: usize, dc: usize, z: usize, code: i32, gateCode: i32,
): void {
  const i = v128.load(p), f = v128.load(p + row), g = v128.load(p + 2 * row), o = v128.load(p + 3 * row)
  const a = v128.load(p + 4 * row), d = v128.load(dh)
  const dCarry = f32x4.add(v128.load(dc), activateGrad(code, f32x4.mul(d, o), a))
  v128.store(z, activateGrad(gateCode, f32x4.mul(dCarry, g), i))
  v128.store(z + row, activateGrad(gateCode, f32x4.mul(dCarry, v128.load(c)), f))
  v128.store(z + 2 * row, activateGrad(code, f32x4.mul(dCarry, i), g))
  v128.store(z + 3 * row, activateGrad(gateCode, f32x4.mul(d, a), o))
  v128.store(dc, f32x4.mul(dCarry, f))
  v128.store(dh, f32x4.splat(0))
}
