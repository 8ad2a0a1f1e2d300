import { outerRowsAt } from './outer-tile'
import { packPanel, padImage } from './pack'
import { minimum, ROWS, storeTile, TILE_BYTES } from './tile'

/** Output pixels per strip: the touched input lines of a tile stay in the first-level cache. */
const STRIP_PIXELS: i32 = 400

// @ts-ignore: decorator
@inline function stripLines(OH: i32, OW: i32): i32 {
  return minimum(OH, max(1, STRIP_PIXELS / max(1, OW)))
}

// @ts-ignore: decorator
@inline function align(bytes: usize): usize {
  return (bytes + 63) & ~63
}

/** Bytes of scratch memory that one part of `convFilterGrad` needs. */
export function convFilterGradScratch(C: i32, PH: i32, PW: i32, OH: i32, OW: i32, CO: i32): usize {
  const pixels = stripLines(OH, OW) * OW
  const image = align(((<usize>(PH * PW) * <usize>C) << 2) + 64)
  return TILE_BYTES + align(<usize>pixels << 2) + image + (<usize>((CO + 7) >> 3) * <usize>pixels << 5)
}

/**
 * Gradient of the filter: dw[KH][KW][C][CO] = sum over images and pixels of x (as `conv` reads it) times dy.
 * Parts share out tiles of the filter, so that each element is summed by one part in one order.
 */
export function convFilterGrad(
  x: usize, images: i32, H: i32, W: i32, C: i32, top: i32, left: i32, PH: i32, PW: i32,
  KH: i32, KW: i32, strideH: i32, strideW: i32, dilationH: i32, dilationW: i32, OH: i32, OW: i32, CO: i32,
  dy: usize, dw: usize, scratch: usize, scratchBytes: usize, part: i32, parts: i32,
): void {
  const pixel = C << 2, line = PW * pixel
  // a group is what lies contiguously in x for one output pixel: a filter row, or one tap of a dilated filter
  const tapsPerRow = dilationW == 1 ? 1 : KW, length = dilationW == 1 ? KW * C : C
  const tilesPerGroup = (length + ROWS - 1) / ROWS, tiles = KH * tapsPerRow * tilesPerGroup
  const first = (tiles * part) / parts, end = (tiles * (part + 1)) / parts
  if (first >= end) return
  const rowBytes = <usize>CO << 2
  for (let t = first; t < end; t++) {
    const l = (t % tilesPerGroup) * ROWS, row = (t / tilesPerGroup) * length + l
    memory.fill(dw + <usize>row * rowBytes, 0, <usize>minimum(ROWS, length - l) * rowBytes)
  }
  const padded = top != 0 || left != 0 || PH != H || PW != W
  const strip = stripLines(OH, OW)
  const tile = scratch + <usize>part * scratchBytes, offsets = tile + TILE_BYTES
  const canvas = offsets + align(<usize>(strip * OW) << 2)
  const panels = canvas + align(((<usize>(PH * PW) * <usize>C) << 2) + 64)
  // where the input of each output pixel of a strip begins
  let o = offsets
  for (let oy = 0; oy < strip; oy++)
    for (let ox = 0; ox < OW; ox++, o += 4) store<u32>(o, oy * strideH * line + ox * strideW * pixel)

  for (let image = 0; image < images; image++) {
    let source = x + <usize>image * (<usize>(H * W) * <usize>pixel)
    if (padded) {
      padImage(source, H, W, C, top, left, PH, PW, 1, 1, canvas)
      source = canvas
    }
    for (let line0 = 0; line0 < OH; line0 += strip) {
      const pixels = minimum(strip, OH - line0) * OW
      const dyStrip = dy + <usize>(image * OH + line0) * (<usize>OW * rowBytes)
      for (let column = 0; column < CO; column += 8)
        packPanel(dyStrip + (<usize>column << 2), CO, pixels, minimum(8, CO - column), panels + (<usize>(column >> 3) * <usize>pixels << 5))
      for (let t = first; t < end; t++) {
        const group = t / tilesPerGroup, l = (t % tilesPerGroup) * ROWS
        const ky = group / tapsPerRow, kx = group % tapsPerRow
        const a = source + <usize>(line0 * strideH + ky * dilationH) * <usize>line + <usize>(kx * dilationW * pixel + (l << 2))
        const target = dw + <usize>(group * length + l) * rowBytes, rows = minimum(ROWS, length - l)
        for (let column = 0; column < CO; column += 8) {
          outerRowsAt(a, offsets, pixels, panels + (<usize>(column >> 3) * <usize>pixels << 5), tile)
          storeTile(tile, target + (<usize>column << 2), rowBytes, rows, minimum(8, CO - column), 1, 0, 0)
        }
      }
    }
  }
}
