import { filter6, filterGrad6, input6, inputGrad6, output6, outputGrad6 } from './transforms6'
import { filter8, filterGrad8, input8, inputGrad8, output8, outputGrad8 } from './transforms8'

/*
 * Two-dimensional transforms of four channels of a tile: the columns first, into `work`, then the rows. N = 6 is
 * F(4x4, 3x3), N = 8 is F(4x4, 5x5). The N x N products of a tile are called positions; they lie `ps` bytes apart.
 */

/** Outputs of a tile in each direction. */
export const OUT: i32 = 4
/** Bytes of working memory of a transform: two arrays of 8 x 8 vectors. */
export const WORK_BYTES: usize = 2048

/** Positions from pixels: V = Bᵀ d B. Lines and pixels of d are `line` and `pixel` bytes apart. */
// @ts-ignore: decorator
@inline export function inputTile(N: i32, d: usize, line: usize, pixel: usize, v: usize, ps: usize, work: usize): void {
  const row = <usize>N << 4
  if (N == 6) {
    input6(d, line, pixel, work, row, 16, 6)
    input6(work, 16, row, v, ps, 6 * ps, 6)
  } else {
    input8(d, line, pixel, work, row, 16, 8)
    input8(work, 16, row, v, ps, 8 * ps, 8)
  }
}

/** Gradient of the pixels from that of the positions: B dV Bᵀ, as N x N vectors. */
// @ts-ignore: decorator
@inline export function inputGradTile(N: i32, dv: usize, ps: usize, out: usize, work: usize): void {
  const row = <usize>N << 4
  if (N == 6) {
    inputGrad6(dv, 6 * ps, ps, work, row, 16, 6)
    inputGrad6(work, 16, row, out, 16, row, 6)
  } else {
    inputGrad8(dv, 8 * ps, ps, work, row, 16, 8)
    inputGrad8(work, 16, row, out, 16, row, 8)
  }
}

/** Outputs from positions: Aᵀ M A, as 4 x 4 vectors. */
// @ts-ignore: decorator
@inline export function outputTile(N: i32, m: usize, ps: usize, out: usize, work: usize): void {
  const row = <usize>N << 4
  if (N == 6) {
    output6(m, 6 * ps, ps, work, row, 16, 6)
    output6(work, 16, row, out, 16, 64, 4)
  } else {
    output8(m, 8 * ps, ps, work, row, 16, 8)
    output8(work, 16, row, out, 16, 64, 4)
  }
}

/** Gradient of the positions from that of the outputs, 4 x 4 vectors: A dY Aᵀ. */
// @ts-ignore: decorator
@inline export function outputGradTile(N: i32, dy: usize, dm: usize, ps: usize, work: usize): void {
  if (N == 6) {
    outputGrad6(dy, 64, 16, work, 64, 16, 4)
    outputGrad6(work, 16, 64, dm, ps, 6 * ps, 6)
  } else {
    outputGrad8(dy, 64, 16, work, 64, 16, 4)
    outputGrad8(work, 16, 64, dm, ps, 8 * ps, 8)
  }
}

/** Positions of a filter: G g Gᵀ, as N x N vectors. Taps of g are `tap` bytes apart. */
// @ts-ignore: decorator
@inline export function filterTile(N: i32, g: usize, tap: usize, out: usize, work: usize): void {
  if (N == 6) {
    filter6(g, 3 * tap, tap, work, 48, 16, 3)
    filter6(work, 16, 48, out, 16, 96, 6)
  } else {
    filter8(g, 5 * tap, tap, work, 80, 16, 5)
    filter8(work, 16, 80, out, 16, 128, 8)
  }
}

/** Gradient of a filter from that of its positions, N x N vectors: Gᵀ dU G. */
// @ts-ignore: decorator
@inline export function filterGradTile(N: i32, du: usize, dg: usize, tap: usize, work: usize): void {
  const row = <usize>N << 4
  if (N == 6) {
    filterGrad6(du, row, 16, work, row, 16, 6)
    filterGrad6(work, 16, row, dg, tap, 3 * tap, 3)
  } else {
    filterGrad8(du, row, 16, work, row, 16, 8)
    filterGrad8(work, 16, row, dg, tap, 5 * tap, 5)
  }
}
