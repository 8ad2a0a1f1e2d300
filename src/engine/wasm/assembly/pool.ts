import { minimum } from './tile'

/** Max pooling NHWC; a window holds only pixels inside the image. Parts share out the images. */
export function maxPool(
  x: usize, y: usize, images: i32, H: i32, W: i32, C: i32, OH: i32, OW: i32,
  KH: i32, KW: i32, strideH: i32, strideW: i32, top: i32, left: i32, part: i32, parts: i32,
): void {
  const first = (images * part) / parts, end = (images * (part + 1)) / parts
  const pixel = <usize>C << 2, line = <usize>W * pixel
  for (let image = first; image < end; image++) {
    const source = x + <usize>(image * H) * line
    let o = y + <usize>(image * OH * OW) * pixel
    for (let oy = 0; oy < OH; oy++) {
      const ya = max(0, oy * strideH - top), yb = minimum(H, oy * strideH - top + KH)
      for (let ox = 0; ox < OW; ox++, o += pixel) {
        const xa = max(0, ox * strideW - left), xb = minimum(W, ox * strideW - left + KW)
        let c: usize = 0
        for (; c + 16 <= pixel; c += 16) {
          let best = f32x4.splat(-Infinity)
          for (let iy = ya; iy < yb; iy++) {
            let p = source + <usize>iy * line + <usize>xa * pixel + c
            for (let ix = xa; ix < xb; ix++, p += pixel) best = f32x4.max(best, v128.load(p))
          }
          v128.store(o + c, best)
        }
        for (; c < pixel; c += 4) {
          let best: f32 = -Infinity
          for (let iy = ya; iy < yb; iy++) {
            let p = source + <usize>iy * line + <usize>xa * pixel + c
            for (let ix = xa; ix < xb; ix++, p += pixel) best = max<f32>(best, load<f32>(p))
          }
          store<f32>(o + c, best)
        }
      }
    }
  }
}

/**
 * Gradient of max pooling: dy goes to the first pixel of the window that is not less than its maximum, or to every such
 * one. (Where the maximum is NaN, none equals it.)
 */
export function maxPoolGrad(
  x: usize, y: usize, dy: usize, dx: usize, every: i32, images: i32, H: i32, W: i32, C: i32, OH: i32, OW: i32,
  KH: i32, KW: i32, strideH: i32, strideW: i32, top: i32, left: i32, part: i32, parts: i32,
): void {
  const first = (images * part) / parts, end = (images * (part + 1)) / parts
  const pixel = <usize>C << 2, line = <usize>W * pixel
  memory.fill(dx + <usize>(first * H) * line, 0, <usize>((end - first) * H) * line)
  for (let image = first; image < end; image++) {
    const offset = <usize>(image * H) * line
    let o = <usize>(image * OH * OW) * pixel
    for (let oy = 0; oy < OH; oy++) {
      const ya = max(0, oy * strideH - top), yb = minimum(H, oy * strideH - top + KH)
      for (let ox = 0; ox < OW; ox++, o += pixel) {
        const xa = max(0, ox * strideW - left), xb = minimum(W, ox * strideW - left + KW)
        let c: usize = 0
        for (; c + 16 <= pixel; c += 16) {
          const best = v128.load(y + o + c), g = v128.load(dy + o + c)
          let free = i32x4.splat(-1)
          for (let iy = ya; iy < yb; iy++) {
            let q = offset + <usize>iy * line + <usize>xa * pixel + c
            for (let ix = xa; ix < xb; ix++, q += pixel) {
              const hit = v128.andnot(free, f32x4.lt(v128.load(x + q), best))
              if (!every) free = v128.andnot(free, hit)
              v128.store(dx + q, f32x4.add(v128.load(dx + q), v128.and(hit, g)))
            }
          }
        }
        for (; c < pixel; c += 4) {
          const best = load<f32>(y + o + c)
          let found = false
          for (let iy = ya; iy < yb && !found; iy++) {
            let q = offset + <usize>iy * line + <usize>xa * pixel + c
            for (let ix = xa; ix < xb; ix++, q += pixel) {
              if (load<f32>(x + q) < best) continue
              store<f32>(dx + q, load<f32>(dx + q) + load<f32>(dy + o + c))
              if (every) continue
              found = true
              break
            }
          }
        }
      }
    }
  }
}

/** Average pooling NHWC over the pixels of a window that lie inside the image. Parts share out the images. */
export function avgPool(
  x: usize, y: usize, images: i32, H: i32, W: i32, C: i32, OH: i32, OW: i32,
  KH: i32, KW: i32, strideH: i32, strideW: i32, top: i32, left: i32, part: i32, parts: i32,
): void {
  const first = (images * part) / parts, end = (images * (part + 1)) / parts
  const pixel = <usize>C << 2, line = <usize>W * pixel
  for (let image = first; image < end; image++) {
    const source = x + <usize>(image * H) * line
    let o = y + <usize>(image * OH * OW) * pixel
    for (let oy = 0; oy < OH; oy++) {
      const ya = max(0, oy * strideH - top), yb = minimum(H, oy * strideH - top + KH)
      for (let ox = 0; ox < OW; ox++, o += pixel) {
        const xa = max(0, ox * strideW - left), xb = minimum(W, ox * strideW - left + KW)
        // a window that lies in the padding alone is 0
        const scale = <f32>1 / <f32>max(1, (yb - ya) * (xb - xa))
        let c: usize = 0
        for (; c + 16 <= pixel; c += 16) {
          let sum = f32x4.splat(0)
          for (let iy = ya; iy < yb; iy++) {
            let p = source + <usize>iy * line + <usize>xa * pixel + c
            for (let ix = xa; ix < xb; ix++, p += pixel) sum = f32x4.add(sum, v128.load(p))
          }
          v128.store(o + c, f32x4.mul(sum, f32x4.splat(scale)))
        }
        for (; c < pixel; c += 4) {
          let sum: f32 = 0
          for (let iy = ya; iy < yb; iy++) {
            let p = source + <usize>iy * line + <usize>xa * pixel + c
            for (let ix = xa; ix < xb; ix++, p += pixel) sum += load<f32>(p)
          }
          store<f32>(o + c, sum * scale)
        }
      }
    }
  }
}

/** Gradient of average pooling: dy is shared equally among the pixels of the window that lie inside the image. */
export function avgPoolGrad(
  dy: usize, dx: usize, images: i32, H: i32, W: i32, C: i32, OH: i32, OW: i32,
  KH: i32, KW: i32, strideH: i32, strideW: i32, top: i32, left: i32, part: i32, parts: i32,
): void {
  const first = (images * part) / parts, end = (images * (part + 1)) / parts
  const pixel = <usize>C << 2, line = <usize>W * pixel
  memory.fill(dx + <usize>(first * H) * line, 0, <usize>((end - first) * H) * line)
  for (let image = first; image < end; image++) {
    const target = dx + <usize>(image * H) * line
    let o = dy + <usize>(image * OH * OW) * pixel
    for (let oy = 0; oy < OH; oy++) {
      const ya = max(0, oy * strideH - top), yb = minimum(H, oy * strideH - top + KH)
      for (let ox = 0; ox < OW; ox++, o += pixel) {
        const xa = max(0, ox * strideW - left), xb = minimum(W, ox * strideW - left + KW)
        const scale = <f32>1 / <f32>((yb - ya) * (xb - xa))
        for (let iy = ya; iy < yb; iy++) {
          let q = target + <usize>iy * line + <usize>xa * pixel
          for (let ix = xa; ix < xb; ix++, q += pixel) {
            let c: usize = 0
            for (; c + 16 <= pixel; c += 16) {
              const share = f32x4.mul(v128.load(o + c), f32x4.splat(scale))
              v128.store(q + c, f32x4.add(v128.load(q + c), share))
            }
            for (; c < pixel; c += 4) store<f32>(q + c, load<f32>(q + c) + load<f32>(o + c) * scale)
          }
        }
      }
    }
  }
}
