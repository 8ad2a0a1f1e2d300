import { oneRowNarrow, oneRowWide } from './one-row'
import { Four, outerRows, Six } from './outer-tile'
import { packPanel, packPanelTransposed } from './pack'
import { rowsOfTile, rowsTimesPanel } from './row-tile'
import { minimum, ROWS, storeTile, TILE_BYTES } from './tile'

/** Length of the pieces the inner dimension is cut into: a panel of it stays in the first-level cache. */
const DEPTH: i32 = 512
/** The same when A is transposed: all panels of B stay in the second-level cache. */
const DEPTH_TRANSPOSED: i32 = 256
/** Bytes of the panels that a few rows meet one after another, so that A is read and C is written in one go. */
const GROUP: usize = 32768
/** From so many rows for each part on, rows are shared out: packing all columns costs little beside them. */
const MANY_ROWS: i32 = 64
/** From so many rows on, two parts may pack the same panel: its products take far longer. */
const WORTH_PACKING_TWICE: i32 = 24

/** Bytes of scratch memory that one part of `gemm` needs. */
export function gemmScratch(transposeA: i32, N: i32): usize {
  return TILE_BYTES + (transposeA ? (<usize>((N + 7) >> 3) * DEPTH_TRANSPOSED) << 5 : GROUP)
}

/**
 * The columns of op(B) in the form that `gemm` takes them in where `ldb` is 0, rounded up to whole panels: one piece of the
 * inner dimension after the other, panel after panel. Parts share out the panels.
 */
export function packColumns(
  transposeB: i32, N: i32, K: i32, b: usize, ldb: i32, out: usize, part: i32, parts: i32,
): void {
  const panels = (N + 7) >> 3
  const first = <i32>((<i64>panels * part) / parts), end = <i32>((<i64>panels * (part + 1)) / parts)
  for (let k0 = 0; k0 < K; k0 += DEPTH) {
    const depth = minimum(DEPTH, K - k0)
    packPanels(transposeB, b, ldb, k0, depth, first << 3, minimum(N, end << 3), packedAt(out, panels, k0, depth, first))
  }
}

/** Where a panel lies among packed columns. */
function packedAt(packed: usize, panels: i32, k0: i32, depth: i32, panel: i32): usize {
  return packed + ((<usize>k0 * <usize>panels + <usize>depth * <usize>panel) << 5)
}

/**
 * C[M][N] = relu?(op(A) op(B) + bias), all row-major with leading dimensions in floats; where `ldb` is 0, `b` are the
 * packed columns of op(B), and A is not transposed. Parts share out rows, or
 * columns where there are few rows; every element is summed in the same order whatever the number of parts.
 */
export function gemm(
  transposeA: i32, transposeB: i32, M: i32, N: i32, K: i32,
  a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32, bias: usize, relu: i32,
  scratch: usize, scratchBytes: usize, part: i32, parts: i32,
): void {
  const panels = (N + 7) >> 3, tile = scratch + <usize>part * scratchBytes
  if (M >= MANY_ROWS * parts || panels < 2 * parts) {
    const first = rowOfPart(M, part, parts), last = rowOfPart(M, part + 1, parts)
    rectangle(first, last, 0, panels, transposeA, transposeB, M, N, K, a, lda, b, ldb, c, ldc, bias, relu, tile)
    return
  }
  // panel after panel, of which two parts may share one by its rows, so that all have as much to do
  const tiles = M < WORTH_PACKING_TWICE ? 1 : (M + ROWS - 1) / ROWS, rows = tiles == 1 ? M : ROWS
  const first = (<i64>panels * tiles * part) / parts, last = (<i64>panels * tiles * (part + 1)) / parts
  for (let at = first; at < last; ) {
    const panel = <i32>(at / tiles), from = <i32>(at % tiles), left = last - at
    // whole panels at once
    const whole = from > 0 ? 0 : <i32>(left / tiles), end = whole > 0 ? tiles : <i32>min<i64>(tiles, from + left)
    const behind = panel + (whole > 0 ? whole : 1), lastRow = minimum(M, end * rows)
    rectangle(from * rows, lastRow, panel, behind, transposeA, transposeB, M, N, K, a, lda, b, ldb, c, ldc, bias, relu, tile)
    at += whole > 0 ? <i64>whole * tiles : end - from
  }
}

/** Rows and whole panels of columns of C; the last one may be narrower. */
function rectangle(
  firstRow: i32, lastRow: i32, firstPanel: i32, lastPanel: i32,
  transposeA: i32, transposeB: i32, M: i32, N: i32, K: i32,
  a: usize, lda: i32, b: usize, ldb: i32, c: usize, ldc: i32, bias: usize, relu: i32, tile: usize,
): void {
  if (firstRow >= lastRow) return
  const room = tile + TILE_BYTES, pieces = transposeA ? DEPTH_TRANSPOSED : DEPTH
  for (let k0 = 0; k0 < K; k0 += pieces) {
    const depth = minimum(pieces, K - k0), last = k0 + depth == K
    const lines = a + ((transposeA ? <usize>k0 * <usize>lda : <usize>k0) << 2)
    const group = transposeA ? lastPanel - firstPanel : <i32>(GROUP / (<usize>depth << 5))
    const piece = last ? bias : 0, floor = last ? relu : 0
    let start = firstPanel
    if (M == 1 && !transposeA && !transposeB && ldb) {
      const lines = b + ((<usize>k0 * <usize>ldb) << 2), end = minimum(N, lastPanel << 3)
      start = rowTimes(a + (<usize>k0 << 2), depth, lines, ldb, firstPanel, end, c, k0, piece, floor, tile)
    }
    for (let p = start; p < lastPanel; p += group) {
      const from = p << 3, to = minimum(N, minimum(lastPanel, p + group) << 3)
      let packed = room
      if (ldb) packPanels(transposeB, b, ldb, k0, depth, from, to, packed)
      else packed = packedAt(b, (N + 7) >> 3, k0, depth, p)
      if (transposeA) columnsTimes(lines, lda, firstRow, lastRow, depth, packed, from, to, c, ldc, k0, piece, floor, tile)
      else rowsTimes(lines, lda, firstRow, lastRow, depth, packed, from, to, c, ldc, k0, piece, floor, tile)
    }
  }
}

/** The first row of a part: whole tiles. */
function rowOfPart(M: i32, part: i32, parts: i32): i32 {
  return minimum(M, ((((M + ROWS - 1) / ROWS) * part) / parts) * ROWS)
}

/** Panels of the columns of op(B), `depth` rows from k0 on. */
function packPanels(
  transposeB: i32, b: usize, ldb: i32, k0: i32, depth: i32, from: i32, to: i32, panel: usize,
): void {
  for (let column = from; column < to; column += 8, panel += <usize>depth << 5) {
    const n = minimum(8, to - column)
    if (transposeB) packPanelTransposed(b + ((<usize>column * <usize>ldb + <usize>k0) << 2), ldb, depth, n, panel)
    else packPanel(b + ((<usize>k0 * <usize>ldb + <usize>column) << 2), ldb, depth, n, panel)
  }
}

/** One row of A times whole panels of columns, up to `end`; the first panel that is left. */
function rowTimes(
  a: usize, depth: i32, b: usize, ldb: i32, panel: i32, end: i32, c: usize, accumulate: i32, bias: usize, relu: i32, tile: usize,
): i32 {
  const stride = <usize>ldb << 2
  for (let wide = 32; wide >= 8; wide -= 24)
    for (; end - (panel << 3) >= wide; panel += wide >> 3) {
      const offset = <usize>panel << 5
      if (wide == 32) oneRowWide(a, depth, b + offset, stride, tile)
      else oneRowNarrow(a, depth, b + offset, stride, tile)
      for (let i = 0; i < wide; i += 8) {
        const at = offset + (<usize>i << 2)
        storeTile(tile + (<usize>i << 2), c + at, 0, 1, 8, accumulate, bias ? bias + at : 0, relu)
      }
    }
  return panel
}

/** Rows of A times packed columns. */
function rowsTimes(
  a: usize, lda: i32, firstRow: i32, lastRow: i32, depth: i32, packed: usize, from: i32, to: i32,
  c: usize, ldc: i32, accumulate: i32, bias: usize, relu: i32, tile: usize,
): void {
  const strideA = <usize>lda << 2, strideC = <usize>ldc << 2, panelBytes = <usize>depth << 5
  for (let i = firstRow; i < lastRow; ) {
    const m = rowsOfTile(lastRow - i), q = a + <usize>i * strideA, row = c + <usize>i * strideC
    let panel = packed
    for (let column = from; column < to; column += 8, panel += panelBytes) {
      rowsTimesPanel(q, strideA, m, depth, panel, tile)
      const shift = bias ? bias + (<usize>column << 2) : 0
      storeTile(tile, row + (<usize>column << 2), strideC, m, minimum(8, to - column), accumulate, shift, relu)
    }
    i += m
  }
}

/** The same where A is [K][lda]: sums of outer products. */
function columnsTimes(
  a: usize, lda: i32, firstRow: i32, lastRow: i32, depth: i32, packed: usize, from: i32, to: i32,
  c: usize, ldc: i32, accumulate: i32, bias: usize, relu: i32, tile: usize,
): void {
  const strideA = <usize>lda << 2, strideC = <usize>ldc << 2, panelBytes = <usize>depth << 5
  for (let i = firstRow; i < lastRow; ) {
    const m = rowsOfTile(lastRow - i), q = a + (<usize>i << 2), row = c + <usize>i * strideC
    let panel = packed
    for (let column = from; column < to; column += 8, panel += panelBytes) {
      if (m > 4) outerRows<Six>(q, strideA, depth, panel, tile)
      else outerRows<Four>(q, strideA, depth, panel, tile)
      const shift = bias ? bias + (<usize>column << 2) : 0
      storeTile(tile, row + (<usize>column << 2), strideC, m, minimum(8, to - column), accumulate, shift, relu)
    }
    i += m
  }
}
