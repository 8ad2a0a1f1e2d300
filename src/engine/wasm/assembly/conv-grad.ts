import { Four, outerRowsAt, Six } from './outer-tile'
import { padImage } from './pack'
import { packGrad, sumPanel } from './pack-grad'
import { minimum, ROWS, storeTile, TILE_BYTES } from './tile'

/** Output pixels per strip: the touched input lines of a tile stay in the first-level cache. */
const STRIP_PIXELS: i32 = 400

// @ts-ignore: decorator
@inline function stripLines(OH: i32, OW: i32): i32 {
  // an even number, so that no window of pooling is cut
  return minimum(OH, max(2, STRIP_PIXELS / max(1, OW) & ~1))
}

// @ts-ignore: decorator
@inline function align(bytes: usize): usize {
  return (bytes + 63) & ~63
}

/** Bytes of scratch memory that one part of `convFilterGrad` needs; PH and PW are 0 where nothing is padded. */
export function convFilterGradScratch(C: i32, PH: i32, PW: i32, OH: i32, OW: i32, CO: i32): usize {
  const pixels = stripLines(OH, OW) * OW
  const image = align(((<usize>(PH * PW) * <usize>C) << 2) + 64)
  return TILE_BYTES + align(<usize>pixels << 2) + image + (<usize>((CO + 7) >> 3) * <usize>pixels << 5)
}

/**
 * Gradients of the filter, dw[KH][KW][C][CO] = sum over images and pixels of x (as `conv` reads it) times dy, and of
 * the bias [CO], unless `db` is 0.
 *
 * Images are summed in `groups`, each into its own dw and db, `groupBytes` apart, to be added up by `sumGroups`; the
 * groups do not depend on the parts, so neither do the sums. Parts share out the groups; or, where there is one group,
 * tiles of the filter.
 *
 * @param mode how dy arrives, with `aux` (see epilogue.ts)
 */
export function convFilterGrad(
  x: usize, images: i32, H: i32, W: i32, C: i32, top: i32, left: i32, PH: i32, PW: i32,
  KH: i32, KW: i32, strideH: i32, strideW: i32, dilationH: i32, dilationW: i32, OH: i32, OW: i32, CO: i32,
  dy: usize, mode: i32, aux: usize, dw: usize, db: usize, groups: i32, groupBytes: usize,
  scratch: usize, scratchBytes: usize, part: i32, parts: i32,
): void {
  const pixel = C << 2, line = PW * pixel
  // a run is what lies contiguously in x for one output pixel: a filter row, or one tap of a dilated filter
  const tapsPerRow = dilationW == 1 ? 1 : KW, length = dilationW == 1 ? KW * C : C
  const tilesPerRun = (length + ROWS - 1) / ROWS, tiles = KH * tapsPerRow * tilesPerRun
  const alone = groups == 1
  const first = alone ? (tiles * part) / parts : 0, end = alone ? (tiles * (part + 1)) / parts : tiles
  if (first >= end) return
  const rowBytes = <usize>CO << 2
  const padded = top != 0 || left != 0 || PH != H || PW != W
  const strip = stripLines(OH, OW)
  const tile = scratch + <usize>part * scratchBytes, offsets = tile + TILE_BYTES
  const canvas = offsets + align(<usize>(strip * OW) << 2)
  const panels = canvas + align((padded ? (<usize>(PH * PW) * <usize>C) << 2 : 0) + 64)
  // where the input of each output pixel of a strip begins
  let o = offsets
  for (let oy = 0; oy < strip; oy++)
    for (let ox = 0; ox < OW; ox++, o += 4) store<u32>(o, oy * strideH * line + ox * strideW * pixel)

  const firstGroup = alone ? 0 : (groups * part) / parts, endGroup = alone ? 1 : (groups * (part + 1)) / parts
  for (let group = firstGroup; group < endGroup; group++) {
    const sums = dw + <usize>group * groupBytes
    // each part of a group of its own sums the whole bias; of a shared one the first part does
    const biases = db && (!alone || part == 0) ? db + <usize>group * groupBytes : 0
    for (let t = first; t < end; t++) {
      const l = (t % tilesPerRun) * ROWS, row = (t / tilesPerRun) * length + l
      memory.fill(sums + <usize>row * rowBytes, 0, <usize>minimum(ROWS, length - l) * rowBytes)
    }
    if (biases) memory.fill(biases, 0, rowBytes)
    for (let image = (images * group) / groups, last = (images * (group + 1)) / groups; image < last; image++) {
      let source = x + <usize>image * (<usize>(H * W) * <usize>pixel)
      if (padded) {
        padImage(source, H, W, C, top, left, PH, PW, 1, 1, canvas)
        source = canvas
      }
      for (let line0 = 0; line0 < OH; line0 += strip) {
        const lines = minimum(strip, OH - line0), pixels = lines * OW, panelBytes = <usize>pixels << 5
        for (let column = 0; column < CO; column += 8) {
          const panel = panels + <usize>(column >> 3) * panelBytes
          packGrad(dy, aux, mode, image, line0, lines, OH, OW, CO, column, panel)
          if (biases) sumPanel(panel, pixels, minimum(8, CO - column), biases + (<usize>column << 2))
        }
        for (let t = first; t < end; t++) {
          const run = t / tilesPerRun, l = (t % tilesPerRun) * ROWS
          const ky = run / tapsPerRow, kx = run % tapsPerRow
          const a = source + <usize>(line0 * strideH + ky * dilationH) * <usize>line + <usize>(kx * dilationW * pixel + (l << 2))
          const target = sums + <usize>(run * length + l) * rowBytes, rows = minimum(ROWS, length - l)
          for (let column = 0; column < CO; column += 8) {
            const panel = panels + <usize>(column >> 3) * panelBytes
            if (rows <= 4) outerRowsAt<Four>(a, offsets, pixels, panel, tile)
            else outerRowsAt<Six>(a, offsets, pixels, panel, tile)
            storeTile(tile, target + (<usize>column << 2), rowBytes, rows, minimum(8, CO - column), 1, 0, 0)
          }
        }
      }
    }
  }
}
