import type { KeratinWasmBackend } from '../../backend.js'
import { gemm } from '../gemm.js'
import type { Sizes } from './sizes.js'

/** Blocks of W columns of a matrix [B*T][..] in memory; `gates` names the gate of each. */
export interface Blocks {
  address: number
  /** Floats from one row to the next. */
  stride: number
  gates: readonly number[]
}

/** Inputs [B][T][I], their factors [gates][B][I] or 0, and room for the inputs times the factors of one gate. */
export interface Inputs {
  address: number
  factors: number
  room: number
}

/** blocks = x · kernel + bias, the weights being spread over blocks in the order of these. */
export function projectInputs(
  backend: KeratinWasmBackend,
  { B, T, I, W }: Sizes,
  { address, factors, room }: Inputs,
  weights: { kernel: number; bias: number },
  blocks: Blocks,
): void {
  const stride = blocks.gates.length * W
  const { kernel, bias } = weights
  const product = (x: number, block: number, count: number) => {
    const offset = block * W * 4
    gemm(
      backend,
      [B * T, count * W, I],
      { address: x, stride: I },
      { address: kernel + offset, stride },
      { address: blocks.address + offset, stride: blocks.stride },
      { bias: bias && bias + offset },
    )
  }
  if (!factors) product(address, 0, blocks.gates.length)
  else
    blocks.gates.forEach((gate, block) => {
      multiply(backend, [B, T, I], address, factors + gate * B * I * 4, I, room)
      product(room, block, 1)
    })
}

/** dKernel[I][blocks] = x^T · blocks. */
export function kernelGradient(
  backend: KeratinWasmBackend,
  { B, T, I, W }: Sizes,
  { address, factors, room }: Inputs,
  blocks: Blocks,
  dKernel: number,
): void {
  const stride = blocks.gates.length * W
  const product = (x: number, block: number, count: number) => {
    const offset = block * W * 4
    gemm(
      backend,
      [I, count * W, B * T],
      { address: x, stride: I, transposed: true },
      { address: blocks.address + offset, stride: blocks.stride },
      { address: dKernel + offset, stride },
    )
  }
  if (!factors) product(address, 0, blocks.gates.length)
  else
    blocks.gates.forEach((gate, block) => {
      multiply(backend, [B, T, I], address, factors + gate * B * I * 4, I, room)
      product(room, block, 1)
    })
}

/** dx = blocks · kernel^T. */
export function inputGradient(
  backend: KeratinWasmBackend,
  { B, T, I, W }: Sizes,
  { factors, room }: Inputs,
  blocks: Blocks,
  kernel: number,
  dx: number,
): void {
  const stride = blocks.gates.length * W
  const product = (block: number, count: number, out: number) => {
    const offset = block * W * 4
    gemm(
      backend,
      [B * T, I, count * W],
      { address: blocks.address + offset, stride: blocks.stride },
      { address: kernel + offset, stride, transposed: true },
      { address: out, stride: I },
    )
  }
  if (!factors) product(0, blocks.gates.length, dx)
  else
    blocks.gates.forEach((gate, block) => {
      product(block, 1, room)
      multiply(backend, [B, T, I], room, factors + gate * B * I * 4, I, dx, block > 0)
    })
}

/** States before each input [B][T][W], their factors [B][gates][W] or 0, and room for their product. */
export interface StateRows {
  address: number
  drop: number
  room: number
}

/** dRecurrent[U][gates][W] = states^T · blocks; fewer blocks than gates leave the last of these alone. */
export function recurrentGradient(
  backend: KeratinWasmBackend,
  { B, T, U, W, gates, row }: Sizes,
  { address, drop, room }: StateRows,
  blocks: Blocks,
  dRecurrent: number,
): void {
  const product = (h: number, block: number, count: number) => {
    const offset = block * W * 4
    gemm(
      backend,
      [U, count * W, B * T],
      { address: h, stride: W, transposed: true },
      { address: blocks.address + offset, stride: blocks.stride },
      { address: dRecurrent + offset, stride: gates * W },
    )
  }
  if (!drop) product(address, 0, blocks.gates.length)
  else
    blocks.gates.forEach((gate, block) => {
      multiply(backend, [B, T, W], address, drop + gate * row, gates * W, room)
      product(room, block, 1)
    })
}

/** out = x [B][T][n] times factors, rows `stride` floats apart, for each sequence (+ out). */
function multiply(
  backend: KeratinWasmBackend,
  [B, T, n]: readonly [number, number, number],
  x: number,
  factors: number,
  stride: number,
  out: number,
  accumulate = false,
): void {
  backend.run('multiplySteps', 8 * B * T * n, x, factors, stride, out, Number(accumulate), B, T, n)
}
