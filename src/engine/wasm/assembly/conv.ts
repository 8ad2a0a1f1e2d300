import { dotNeighbours, dotRowsAt } from './dot-tile'
import { padImage, panelLength } from './pack'
import { poolLines } from './pool-lines'
import { minimum, ROWS, storeScaledTile, storeTile, storeWholeTile, TILE_BYTES } from './tile'

/** Bytes of input that one strip of output lines may touch: they stay in cache while all panels pass over them. */
const STRIP_BYTES: i32 = 65536
/** Pixels of output that a strip has at least: the whole filter passes over each strip, and may come from afar. */
const STRIP_PIXELS: i32 = 48
/** Bytes of output of a strip that is pooled: they stay in cache until then. */
const POOLED_STRIP_BYTES: i32 = 32768

/** Bytes of scratch memory that one part of `conv` needs; PH and PW are 0 where nothing is padded. */
export function convScratch(C: i32, PH: i32, PW: i32, KH: i32, KW: i32, OW: i32, CO: i32, pooled: i32): usize {
  const strip = pooled ? <usize>(pooledLines(OW, CO) * OW) * <usize>CO << 2 : 0
  return TILE_BYTES + tableBytes(KH * KW * C) + ((<usize>(PH * PW) * <usize>C) << 2) + 128 + strip
}

/** Lines of a strip that is pooled. */
function pooledLines(OW: i32, CO: i32): i32 {
  return max(2, POOLED_STRIP_BYTES / max(1, (OW * CO) << 2) & ~1)
}

// @ts-ignore: decorator
@inline function tableBytes(K: i32): usize {
  return ((<usize>K << 2) + 67) & ~63
}

/**
 * Writes where what is under a filter lies, in byte offsets from its first element: of each, or of each two. One more
 * follows, for the zeros that fill up an odd number.
 */
function fillOffsets(offsets: usize, KH: i32, groups: i32, run: i32, line: i32, tap: i32, paired: i32): void {
  const step = paired ? 2 : 1
  for (let ky = 0; ky < KH; ky++)
    for (let g = 0; g < groups; g++)
      for (let e = 0; e < run; e += step, offsets += 4) store<u32>(offsets, ky * line + g * tap + (e << 2))
  store<u32>(offsets, 0)
}

// @ts-ignore: decorator
@inline function divideUp(a: i32, b: i32): i32 {
  return a <= 0 ? 0 : (a + b - 1) / b
}

/**
 * Convolution NHWC with a filter packed by `packFilter`: y = relu?(x * w + bias); with a `scale`, that times scale plus
 * `shift` for each channel, between `least` and `most`.
 *
 * Each image is first copied into zeros of [PH][PW] at (top, left), with its pixels `spreadH`, `spreadW` apart: that is
 * padding in the forward direction, and undoes strides in the gradient. Nothing is copied where nothing is padded, and
 * filter rows over nothing but zeros are skipped. With room for a `mask`, windows of 2 x 2 are max-pooled. Parts share
 * out the images, or the lines of the output where there are few images.
 */
export function conv(
  x: usize, images: i32, H: i32, W: i32, C: i32, top: i32, left: i32, spreadH: i32, spreadW: i32, PH: i32, PW: i32,
  KH: i32, KW: i32, strideH: i32, strideW: i32, dilationH: i32, dilationW: i32, OH: i32, OW: i32, CO: i32,
  filter: usize, bias: usize, relu: i32, y: usize, mask: usize, scale: usize, shift: usize, least: f32, most: f32,
  scratch: usize, scratchBytes: usize, part: i32, parts: i32,
): void {
  const byLines = images < parts, halved = mask ? 1 : 0, lines = OH >> halved
  const first = byLines ? 0 : (images * part) / parts, end = byLines ? images : (images * (part + 1)) / parts
  const firstLine = byLines ? (lines * part) / parts << halved : 0
  const endLine = byLines ? (lines * (part + 1)) / parts << halved : lines << halved
  const pixel = C << 2, line = PW * pixel, rowLength = KW * C, K = KH * rowLength, panelBytes = panelLength(K) << 5
  // neighbouring taps of an undilated filter row are one run
  const groups = dilationW == 1 ? 1 : KW, run = rowLength / groups
  const thin = strideW == 1 && (C == 1 || C == 3), paired = thin || run & 1 ? 0 : 1
  const tile = scratch + <usize>part * scratchBytes, offsets = tile + TILE_BYTES, canvas = offsets + tableBytes(K)
  const zeros = tile + TILE_BYTES - 32, floor: f32 = relu && !mask ? 0 : -Infinity
  memory.fill(zeros, 0, 32)
  fillOffsets(offsets, KH, groups, run, dilationH * line, dilationW * pixel, paired)
  const padded = top != 0 || left != 0 || spreadH != 1 || spreadW != 1 || PH != H || PW != W
  const bottom = top + (H - 1) * spreadH
  const wanted = max(divideUp(STRIP_PIXELS, max(1, OW)), STRIP_BYTES / max(1, line * strideH))
  const strip = mask ? minimum(max(2, wanted & ~1), pooledLines(OW, CO)) : wanted
  const pooled = canvas + (padded ? (<usize>(PH * PW) * <usize>C) << 2 : 0) + 64
  const strideY = <usize>CO << 2, stepY = <usize>(strideH * line), stepX = <usize>(strideW * pixel)
  for (let image = first; image < end; image++) {
    let source = x + <usize>image * (<usize>(H * W) * <usize>pixel)
    if (padded) {
      padImage(source, H, W, C, top, left, PH, PW, spreadH, spreadW, canvas)
      source = canvas
    }
    const out = y + <usize>image * (<usize>(OH * OW) * strideY)
    const firstPooled = <usize>image * <usize>(lines * (OW >> 1)) * strideY
    for (let line0 = firstLine; line0 < endLine; line0 += strip) {
      const line1 = minimum(endLine, line0 + strip), m0 = line0 * OW, m1 = line1 * OW
      const target = mask ? pooled - <usize>m0 * strideY : out
      for (let column = 0; column < CO; column += 8) {
        const panel = filter + <usize>(column >> 3) * panelBytes, n = minimum(8, CO - column)
        const panelBias = bias && !mask ? bias + (<usize>column << 2) : 0
        const full = panelBias ? panelBias : zeros
        let q = source + <usize>line0 * stepY, ox = 0, oy = line0
        for (let m = m0; m < m1; m += ROWS) {
          const rows = minimum(ROWS, m1 - m), firstY = oy, inLine = ox + ROWS < OW
          const q0 = q
          let q1 = q, q2 = q, q3 = q, q4 = q, q5 = q
          if (inLine) {
            q1 += stepX
            q2 = q1 + stepX
            q3 = q2 + stepX
            q4 = q3 + stepX
            q5 = q4 + stepX
            q = q5 + stepX
            ox += ROWS
          } else {
            if (++ox == OW) { ox = 0; q = source + <usize>++oy * stepY } else q += stepX
            if (rows > 1) q1 = q
            if (++ox == OW) { ox = 0; q = source + <usize>++oy * stepY } else q += stepX
            if (rows > 2) q2 = q
            if (++ox == OW) { ox = 0; q = source + <usize>++oy * stepY } else q += stepX
            if (rows > 3) q3 = q
            if (++ox == OW) { ox = 0; q = source + <usize>++oy * stepY } else q += stepX
            if (rows > 4) q4 = q
            if (++ox == OW) { ox = 0; q = source + <usize>++oy * stepY } else q += stepX
            if (rows > 5) q5 = q
            if (++ox == OW) { ox = 0; q = source + <usize>++oy * stepY } else q += stepX
          }
          let table = offsets, b = panel, length = K
          if (padded) {
            // filter rows that lie over the image for one of these pixels at least
            const above = minimum(KH, divideUp(top - oy * strideH, dilationH))
            const below = minimum(KH, divideUp(bottom + 1 - firstY * strideH, dilationH))
            length = max(0, below - above) * rowLength
            table += <usize>(above * (paired ? rowLength >> 1 : rowLength)) << 2
            b += <usize>(above * rowLength) << 5
          }
          // the step that an odd length is filled up with meets zeros: of the panel's end, or of the image's padding
          if (thin && inLine) dotNeighbours(q0, stepX, length + 1 & ~1, table, b, tile)
          else dotRowsAt(q0, q1, q2, q3, q4, q5, length + 1 & ~1, paired, table, b, tile)
          const o = target + <usize>m * strideY + (<usize>column << 2)
          if (scale) {
            const at = <usize>column << 2
            storeScaledTile(tile, o, strideY, rows, n, panelBias, relu, scale + at, shift + at, least, most)
          } else if (rows == ROWS && n == 8) storeWholeTile(tile, o, strideY, full, floor)
          else storeTile(tile, o, strideY, rows, n, 0, panelBias, mask ? 0 : relu)
        }
      }
      if (!mask) continue
      const o = firstPooled + <usize>((line0 >> 1) * (OW >> 1)) * strideY
      poolLines(pooled, line1 - line0, OW, CO, bias, relu, y + o, mask + (o >> 2))
    }
  }
}
