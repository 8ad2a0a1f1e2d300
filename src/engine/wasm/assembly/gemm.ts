import { dotRows } from './dot-tile'
import { outerRows, Six } from './outer-tile'
import { packPanel, packPanelTransposed } from './pack'
import { minimum, ROWS, storeTile, TILE_BYTES } from './tile'

/** Length of the pieces the inner dimension is cut into: a panel of it stays in the first-level cache. */
const DEPTH: i32 = 512
/** The same when A is transposed: all panels of B stay in the second-level cache. */
const DEPTH_TRANSPOSED: i32 = 256

/** Bytes of scratch memory that one part of `gemm` needs. */
export function gemmScratch(transposeA: i32, N: i32): usize {
  return TILE_BYTES + (transposeA ? (<usize>((N + 7) >> 3) * DEPTH_TRANSPOSED) << 5 : <usize>DEPTH << 5)
}

/**
 * C[M][N] = relu?(op(A) op(B) + bias), all row-major with leading dimensions in floats. Parts share out columns, or
 * rows where there are few columns; every element is summed in the same order whatever the number of parts.
 */
export function gemm(
  transposeA: i32, transposeB: i32, M: i32, N: i32, K: i32,
  a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32, bias: usize, relu: i32,
  scratch: usize, scratchBytes: usize, part: i32, parts: i32,
): void {
  scratch += <usize>part * scratchBytes
  if (transposeA) gemmTransposed(transposeB, M, N, K, a, lda, b, ldb, c, ldc, bias, relu, scratch, part, parts)
  else gemmPlain(transposeB, M, N, K, a, lda, b, ldb, c, ldc, bias, relu, scratch, part, parts)
}

function gemmPlain(
  transposeB: i32, M: i32, N: i32, K: i32, a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32,
  bias: usize, relu: i32, tile: usize, part: i32, parts: i32,
): void {
  const panel = tile + TILE_BYTES, panels = (N + 7) >> 3
  let firstPanel = 0, lastPanel = panels, firstRow = 0, lastRow = M
  if (panels >= 4 * parts) {
    firstPanel = (panels * part) / parts
    lastPanel = (panels * (part + 1)) / parts
  } else {
    const tiles = (M + ROWS - 1) / ROWS
    firstRow = minimum(M, ((tiles * part) / parts) * ROWS)
    lastRow = minimum(M, ((tiles * (part + 1)) / parts) * ROWS)
  }
  const strideA = <usize>lda << 2, strideC = <usize>ldc << 2
  for (let k0 = 0; k0 < K; k0 += DEPTH) {
    const depth = minimum(DEPTH, K - k0), last = k0 + depth == K
    for (let p = firstPanel; p < lastPanel; p++) {
      const column = p << 3, n = minimum(8, N - column)
      if (transposeB) packPanelTransposed(b + ((<usize>column * <usize>ldb + <usize>k0) << 2), ldb, depth, n, panel)
      else packPanel(b + ((<usize>k0 * <usize>ldb + <usize>column) << 2), ldb, depth, n, panel)
      const panelBias = last && bias ? bias + (<usize>column << 2) : 0
      for (let i = firstRow; i < lastRow; i += ROWS) {
        const m = minimum(ROWS, lastRow - i), q = a + <usize>i * strideA + (<usize>k0 << 2)
        dotRows(
          q, m > 1 ? q + strideA : q, m > 2 ? q + 2 * strideA : q,
          m > 3 ? q + 3 * strideA : q, m > 4 ? q + 4 * strideA : q, m > 5 ? q + 5 * strideA : q,
          depth, panel, tile,
        )
        const target = c + <usize>i * strideC + (<usize>column << 2)
        storeTile(tile, target, strideC, m, n, k0, panelBias, last ? relu : 0)
      }
    }
  }
}

/** A is [K][lda]: sums of outer products, in blocks of the inner dimension. */
function gemmTransposed(
  transposeB: i32, M: i32, N: i32, K: i32, a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32,
  bias: usize, relu: i32, tile: usize, part: i32, parts: i32,
): void {
  const tiles = (M + ROWS - 1) / ROWS
  const first = minimum(M, ((tiles * part) / parts) * ROWS), end = minimum(M, ((tiles * (part + 1)) / parts) * ROWS)
  if (first >= end) return
  const strideA = <usize>lda << 2, strideC = <usize>ldc << 2, panelBytes: usize = <usize>DEPTH_TRANSPOSED << 5
  const panels = tile + TILE_BYTES
  for (let k0 = 0; k0 < K; k0 += DEPTH_TRANSPOSED) {
    const depth = minimum(DEPTH_TRANSPOSED, K - k0), last = k0 + depth == K
    for (let column = 0; column < N; column += 8) {
      const n = minimum(8, N - column), panel = panels + <usize>(column >> 3) * panelBytes
      if (transposeB) packPanelTransposed(b + ((<usize>column * <usize>ldb + <usize>k0) << 2), ldb, depth, n, panel)
      else packPanel(b + ((<usize>k0 * <usize>ldb + <usize>column) << 2), ldb, depth, n, panel)
    }
    const lines = a + <usize>k0 * strideA
    for (let i = first; i < end; i += ROWS)
      for (let column = 0; column < N; column += 8) {
        outerRows<Six>(lines + (<usize>i << 2), strideA, depth, panels + <usize>(column >> 3) * panelBytes, tile)
        const target = c + <usize>i * strideC + (<usize>column << 2), n = minimum(8, N - column)
        const panelBias = last && bias ? bias + (<usize>column << 2) : 0
        storeTile(tile, target, strideC, minimum(ROWS, end - i), n, k0, panelBias, last ? relu : 0)
      }
  }
}
