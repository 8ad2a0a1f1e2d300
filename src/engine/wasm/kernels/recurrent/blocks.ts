import type { KeratinWasmBackend } from '../../backend.js'
import type { Sizes } from './sizes.js'

/**
 * Copies `rows` rows [gates][U] of weights to rows of blocks of W floats, zero behind U; `order` names the gate of each
 * block.
 */
export function spreadGates(
  backend: KeratinWasmBackend,
  { U, W, gates }: Sizes,
  from: number,
  rows: number,
  to: number,
  order: readonly number[],
): void {
  if (W !== U) backend.clear(to, rows * order.length * W * 4)
  order.forEach((gate, block) => {
    const [source, target] = [from + gate * U * 4, to + block * W * 4]
    backend.kernels.copyBlocks(source, gates * U * 4, target, order.length * W * 4, U * 4, rows)
  })
}

/** The way back: from blocks, `stride` floats from one row to the next, to rows [gates][U]. */
export function gatherGates(
  backend: KeratinWasmBackend,
  { U, W, gates }: Sizes,
  from: number,
  stride: number,
  rows: number,
  to: number,
  order: readonly number[],
): void {
  order.forEach((gate, block) => {
    const [source, target] = [from + block * W * 4, to + gate * U * 4]
    backend.kernels.copyBlocks(source, stride * 4, target, gates * U * 4, U * 4, rows)
  })
}

/** Copies the factors of the states [gates][B][U] to [B][gates][W], zero behind U. */
export function spreadFactors(
  backend: KeratinWasmBackend,
  { B, U, W, gates, row }: Sizes,
  from: number,
  to: number,
): void {
  if (W !== U) backend.clear(to, B * gates * row)
  for (let g = 0; g < gates; g++) {
    backend.kernels.copyBlocks(from + g * B * U * 4, U * 4, to + g * row, gates * row, U * 4, B)
  }
}
