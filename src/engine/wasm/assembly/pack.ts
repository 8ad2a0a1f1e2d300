import { minimum } from './tile'

/** Rows k of a row-major matrix (`ld` floats apart), `n` columns from `b` on, as a panel [K][8]. */
export function packPanel(b: usize, ld: i32, K: i32, n: i32, out: usize): void {
  const stride = <usize>ld << 2
  if (n >= 8) {
    for (let k = 0; k < K; k++) {
      v128.store(out, v128.load(b))
      v128.store(out, v128.load(b, 16), 16)
      out += 32
      b += stride
    }
    return
  }
  for (let k = 0; k < K; k++) {
    v128.store(out, f32x4.splat(0))
    v128.store(out, f32x4.splat(0), 16)
    for (let j: usize = 0; j < <usize>n; j++) store<f32>(out + (j << 2), load<f32>(b + (j << 2)))
    out += 32
    b += stride
  }
}

/** The same of the transposed matrix: `n` rows of `b` become the columns of the panel [K][8]. */
export function packPanelTransposed(b: usize, ld: i32, K: i32, n: i32, out: usize): void {
  const stride = <usize>ld << 2
  let k = 0
  if (n >= 8) {
    for (; k + 3 < K; k += 4) {
      for (let half: usize = 0; half < 2; half++) {
        const q = b + half * 4 * stride + (<usize>k << 2)
        const r0 = v128.load(q), r1 = v128.load(q + stride), r2 = v128.load(q + 2 * stride), r3 = v128.load(q + 3 * stride)
        const t0 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5), t1 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7)
        const t2 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5), t3 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7)
        const o = out + half * 16
        v128.store(o, v128.shuffle<f32>(t0, t2, 0, 1, 4, 5))
        v128.store(o, v128.shuffle<f32>(t0, t2, 2, 3, 6, 7), 32)
        v128.store(o, v128.shuffle<f32>(t1, t3, 0, 1, 4, 5), 64)
        v128.store(o, v128.shuffle<f32>(t1, t3, 2, 3, 6, 7), 96)
      }
      out += 128
    }
  }
  const columns = <usize>minimum(n, 8)
  for (; k < K; k++) {
    v128.store(out, f32x4.splat(0))
    v128.store(out, f32x4.splat(0), 16)
    for (let j: usize = 0; j < columns; j++) store<f32>(out + (j << 2), load<f32>(b + j * stride + (<usize>k << 2)))
    out += 32
  }
}

/** All panels of each gate of a recurrent kernel [U][gates][U]: [gates][ceil(U/8)][U][8]. */
export function packGates(r: usize, U: i32, gates: i32, out: usize): void {
  for (let g = 0; g < gates; g++)
    for (let p = 0; p < U; p += 8, out += <usize>U << 5)
      packPanel(r + (<usize>(g * U + p) << 2), gates * U, U, minimum(8, U - p), out)
}

/** All panels of the transposed kernel, each with W = U rounded up to 8 lines for a gate: [W/8][gates][W][8]. */
export function packGatesTransposed(r: usize, U: i32, gates: i32, out: usize): void {
  const W = (U + 7) & ~7
  for (let p = 0; p < U; p += 8)
    for (let g = 0; g < gates; g++, out += <usize>W << 5) {
      packPanelTransposed(r + (<usize>((p * gates + g) * U) << 2), gates * U, U, minimum(8, U - p), out)
      memory.fill(out + (<usize>U << 5), 0, <usize>(W - U) << 5)
    }
}

/** Rows of a panel of a filter of `K` taps and channels: an even number, so the inner loops go by twos. */
// @ts-ignore: decorator
@inline export function panelLength(K: i32): usize {
  return <usize>(K + 1 & ~1)
}

/** Fills up a panel of `K` rows with zeros. */
function fillUp(panel: usize, K: i32): void {
  if (K & 1) memory.fill(panel + (<usize>K << 5), 0, 32)
}

/**
 * A filter [KH][KW][CI][CO] as panels. `rotated` = 0: of the matrix [(kh,kw,ci)][co], for the forward convolution;
 * 1: of [(kh',kw',co)][ci] with both window axes reversed, for the gradient of the input.
 */
export function packFilter(w: usize, KH: i32, KW: i32, CI: i32, CO: i32, rotated: i32, out: usize): void {
  const taps = KH * KW
  if (!rotated) {
    const K = taps * CI
    for (let c = 0; c < CO; c += 8, out += panelLength(K) << 5) {
      packPanel(w + (<usize>c << 2), CO, K, minimum(8, CO - c), out)
      fillUp(out, K)
    }
    return
  }
  const K = taps * CO
  for (let c = 0; c < CI; c += 8, out += panelLength(K) << 5) {
    fillUp(out, K)
    for (let t = 0; t < taps; t++) {
      const tap = w + ((<usize>((taps - 1 - t) * CI + c) * <usize>CO) << 2)
      packPanelTransposed(tap, CO, CO, minimum(8, CI - c), out + (<usize>(t * CO) << 5))
    }
  }
}

/** Copies an image [H][W][C] into zeros [PH][PW][C] at (top, left), its lines and columns `sh` and `sw` apart. */
export function padImage(
  x: usize, H: i32, W: i32, C: i32, top: i32, left: i32, PH: i32, PW: i32, sh: i32, sw: i32, out: usize,
): void {
  const pixel = <usize>C << 2, line = <usize>PW * pixel
  memory.fill(out, 0, <usize>PH * line)
  for (let y = 0; y < H; y++, x += <usize>W * pixel) {
    const py = top + y * sh
    if (py < 0 || py >= PH) continue
    const o = out + <usize>py * line
    if (sw == 1 && left >= 0) {
      memory.copy(o + <usize>left * pixel, x, <usize>max(0, minimum(W, PW - left)) * pixel)
      continue
    }
    for (let w = 0; w < W; w++) {
      const px = left + w * sw
      if (px >= 0 && px < PW) memory.copy(o + <usize>px * pixel, x + <usize>w * pixel, pixel)
    }
  }
}

/** Copies `n` blocks of `bytes`, from blocks `from` apart to blocks `to` apart. */
export function copyBlocks(x: usize, from: usize, out: usize, to: usize, bytes: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    memory.copy(out, x, bytes)
    x += from
    out += to
  }
}
