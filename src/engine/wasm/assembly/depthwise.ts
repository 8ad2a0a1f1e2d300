import { storeFirst } from './lanes'
import { minimum, scaled } from './tile'

/*
 * Depthwise convolutions NHWC: output channel c * M + m belongs to input channel c. Where M is above 1, images are
 * first written with each channel M times, after which it is 1. Filters are [KH][KW][C * M].
 */

/** Pixels whose products are summed in registers: their lines of 16 channels stay in the first-level cache. */
const STRIP_PIXELS: i32 = 256

/** Each of `n` numbers `m` times. */
function repeatEach(x: usize, n: i32, m: i32, out: usize): void {
  for (let i = 0; i < n; i++, x += 4) {
    const v = load<f32>(x)
    for (let j = 0; j < m; j++, out += 4) store<f32>(out, v)
  }
}

/** First of the positions 0..n-1 that, times `stride` plus `offset`, is not negative. */
// @ts-ignore: decorator
@inline function firstInside(offset: i32, stride: i32): i32 {
  return offset >= 0 ? 0 : (stride - 1 - offset) / stride
}

/** End of the positions 0..n-1 that, times `stride` plus `offset`, are below `extent`. */
// @ts-ignore: decorator
@inline function endInside(offset: i32, stride: i32, extent: i32, n: i32): i32 {
  return offset >= extent ? 0 : minimum(n, (extent - 1 - offset) / stride + 1)
}

/**
 * out[c] = relu?(sum of a[c] * b[c] over the pairs of byte offsets in `taps` + bias[c]) for a row of channels; with a
 * `scale`, that times scale[c] plus shift[c], between two bounds.
 */
function sumOfTaps(
  taps: usize, n: i32, a: usize, b: usize, bias: usize, relu: i32, scale: usize, shift: usize, least: f32, most: f32,
  row: usize, out: usize,
): void {
  const end = taps + (<usize>n << 3), zero = f32x4.splat(0)
  let c: usize = 0
  for (; c + 64 <= row; c += 64) {
    let s0 = zero, s1 = zero, s2 = zero, s3 = zero
    if (bias) {
      s0 = v128.load(bias + c)
      s1 = v128.load(bias + c, 16)
      s2 = v128.load(bias + c, 32)
      s3 = v128.load(bias + c, 48)
    }
    for (let t = taps; t < end; t += 8) {
      const p = a + <usize>load<u32>(t) + c, q = b + <usize>load<u32>(t, 4) + c
      s0 = f32x4.add(s0, f32x4.mul(v128.load(p), v128.load(q)))
      s1 = f32x4.add(s1, f32x4.mul(v128.load(p, 16), v128.load(q, 16)))
      s2 = f32x4.add(s2, f32x4.mul(v128.load(p, 32), v128.load(q, 32)))
      s3 = f32x4.add(s3, f32x4.mul(v128.load(p, 48), v128.load(q, 48)))
    }
    if (relu) {
      s0 = f32x4.pmax(s0, zero)
      s1 = f32x4.pmax(s1, zero)
      s2 = f32x4.pmax(s2, zero)
      s3 = f32x4.pmax(s3, zero)
    }
    if (scale) {
      s0 = scaled(s0, scale + c, shift + c, least, most)
      s1 = scaled(s1, scale + c + 16, shift + c + 16, least, most)
      s2 = scaled(s2, scale + c + 32, shift + c + 32, least, most)
      s3 = scaled(s3, scale + c + 48, shift + c + 48, least, most)
    }
    v128.store(out + c, s0)
    v128.store(out + c, s1, 16)
    v128.store(out + c, s2, 32)
    v128.store(out + c, s3, 48)
  }
  for (; c < row; c += 16) {
    let s = bias ? v128.load(bias + c) : zero
    for (let t = taps; t < end; t += 8) {
      s = f32x4.add(s, f32x4.mul(v128.load(a + <usize>load<u32>(t) + c), v128.load(b + <usize>load<u32>(t, 4) + c)))
    }
    if (relu) s = f32x4.pmax(s, zero)
    if (scale) s = scaled(s, scale + c, shift + c, least, most)
    storeFirst(out + c, s, row - c)
  }
}

/** Bytes of scratch memory that one part of the depthwise kernels needs for images of `n` numbers. */
export function depthwiseScratch(n: i32, C: i32, M: i32, KH: i32, KW: i32): usize {
  const repeated: usize = M == 1 ? <usize>0 : (<usize>n + <usize>C) * <usize>M << 2
  return ((<usize>(KH * KW) << 3) + repeated + 127) & ~63
}

/** y = relu?(x * w + bias), scaled and bounded as above. Parts share out the lines of all images. */
export function depthwise(
  x: usize, images: i32, H: i32, W: i32, C: i32, M: i32, top: i32, left: i32, KH: i32, KW: i32,
  strideH: i32, strideW: i32, dilationH: i32, dilationW: i32, OH: i32, OW: i32,
  filter: usize, bias: usize, relu: i32, y: usize, scale: usize, shift: usize, least: f32, most: f32,
  scratch: usize, scratchBytes: usize, part: i32, parts: i32,
): void {
  const first = <i32>(<i64>(images * OH) * part / parts), end = <i32>(<i64>(images * OH) * (part + 1) / parts)
  const row = <usize>(C * M) << 2, line = <usize>W * row
  const taps = scratch + <usize>part * scratchBytes, repeated = taps + (<usize>(KH * KW) << 3)
  let image = -1, source = x
  for (let l = first; l < end; l++) {
    if (l / OH != image) {
      image = l / OH
      source = x + <usize>image * (<usize>(H * W * C) << 2)
      if (M > 1) {
        repeatEach(source, H * W * C, M, repeated)
        source = repeated
      }
    }
    const iy = (l % OH) * strideH - top
    const ya = firstInside(iy, dilationH), yb = endInside(iy, dilationH, H, KH)
    let out = y + <usize>l * <usize>OW * row
    let n = 0, listedA = -1, listedB = -1
    for (let ox = 0; ox < OW; ox++, out += row) {
      const ix = ox * strideW - left
      const xa = firstInside(ix, dilationW), xb = endInside(ix, dilationW, W, KW)
      // away from the borders, the same taps as of the pixel before: they are listed from the place of this one
      if (xa != listedA || xb != listedB) {
        let t = taps
        for (let ky = ya; ky < yb; ky++)
          for (let kx = xa; kx < xb; kx++, t += 8) {
            store<u32>(t, <u32>(<usize>(iy + ky * dilationH) * line + <usize>(kx * dilationW) * row))
            store<u32>(t, <u32>(<usize>(ky * KW + kx) * row), 4)
          }
        n = <i32>((t - taps) >> 3)
        listedA = xa
        listedB = xb
      }
      sumOfTaps(taps, n, source + <usize>ix * row, filter, bias, relu, scale, shift, least, most, row, out)
    }
  }
}

/** Gradient of x. Parts share out the lines of all images. */
export function depthwiseInputGrad(
  dy: usize, images: i32, H: i32, W: i32, C: i32, M: i32, top: i32, left: i32, KH: i32, KW: i32,
  strideH: i32, strideW: i32, dilationH: i32, dilationW: i32, OH: i32, OW: i32,
  filter: usize, dx: usize, scratch: usize, scratchBytes: usize, part: i32, parts: i32,
): void {
  const first = <i32>(<i64>(images * H) * part / parts), end = <i32>(<i64>(images * H) * (part + 1) / parts)
  const row = <usize>(C * M) << 2, pixel = <usize>C << 2
  const taps = scratch + <usize>part * scratchBytes, sums = taps + (<usize>(KH * KW) << 3)
  for (let l = first; l < end; l++) {
    const source = dy + <usize>(l / H) * <usize>(OH * OW) * row, bottom = l % H + top
    let out = dx + <usize>l * <usize>W * pixel
    let n = 0, listedA = -1, listedB = -1
    for (let ix = 0; ix < W; ix++, out += pixel) {
      // away from the borders and without strides, the same taps as of the pixel before
      const fits = (ix + left) / dilationW, over = ix + left - OW * strideW
      const xa = over < 0 ? 0 : over / dilationW + 1, xb = minimum(KW, fits + 1)
      if (strideW > 1 || xa != listedA || xb != listedB) {
        let t = taps
        for (let ky = 0; ky < KH; ky++) {
          const ny = bottom - ky * dilationH, oy = ny / strideH
          if (ny < 0) break
          if (oy >= OH || oy * strideH != ny) continue
          for (let kx = xa; kx < xb; kx++) {
            const nx = ix + left - kx * dilationW, ox = nx / strideW
            if (ox * strideW != nx) continue
            store<u32>(t, <u32>(<usize>(oy * OW + ox - ix) * row))
            store<u32>(t, <u32>(<usize>(ky * KW + kx) * row), 4)
            t += 8
          }
        }
        n = <i32>((t - taps) >> 3)
        listedA = xa
        listedB = xb
      }
      const place = source + <usize>ix * row
      if (M == 1) {
        sumOfTaps(taps, n, place, filter, 0, 0, 0, 0, 0, 0, row, out)
        continue
      }
      sumOfTaps(taps, n, place, filter, 0, 0, 0, 0, 0, 0, row, sums)
      let p = sums
      for (let c = 0; c < C; c++) {
        let sum: f32 = 0
        for (let m = 0; m < M; m++, p += 4) sum += load<f32>(p)
        store<f32>(out + (<usize>c << 2), sum)
      }
    }
  }
}

/** Gradient of the filter. Parts share out its taps and blocks of 16 channels, each summed in one order. */
export function depthwiseFilterGrad(
  x: usize, images: i32, H: i32, W: i32, C: i32, M: i32, top: i32, left: i32, KH: i32, KW: i32,
  strideH: i32, strideW: i32, dilationH: i32, dilationW: i32, OH: i32, OW: i32,
  dy: usize, dw: usize, scratch: usize, scratchBytes: usize, part: i32, parts: i32,
): void {
  const row = <usize>(C * M) << 2, blocks = (C * M + 15) >> 4, items = KH * KW * blocks
  const first = (items * part) / parts, end = (items * (part + 1)) / parts
  if (first >= end) return
  const repeated = scratch + <usize>part * scratchBytes, strip = max(1, STRIP_PIXELS / max(1, OW))
  for (let i = first; i < end; i++) {
    const c = <usize>(i % blocks) << 6, rest = row - c
    memory.fill(dw + <usize>(i / blocks) * row + c, 0, rest < 64 ? rest : 64)
  }
  for (let image = 0; image < images; image++) {
    let source = x + <usize>image * (<usize>(H * W * C) << 2)
    if (M > 1) {
      repeatEach(source, H * W * C, M, repeated)
      source = repeated
    }
    const gradient = dy + <usize>image * <usize>(OH * OW) * row
    for (let line0 = 0; line0 < OH; line0 += strip) {
      for (let i = first; i < end; i++) {
        const tap = i / blocks, ky = tap / KW, kx = tap % KW
        const iy = ky * dilationH - top, ix = kx * dilationW - left
        const ya = max(line0, firstInside(iy, strideH)), yb = endInside(iy, strideH, H, minimum(OH, line0 + strip))
        const xa = firstInside(ix, strideW), xb = endInside(ix, strideW, W, OW)
        if (xa >= xb) continue
        const step = <usize>strideW * row, c0 = <usize>(i % blocks) << 6
        const whole = row - c0 >= 64
        const endC = whole ? c0 + 16 : row
        for (let c = c0; c < endC; c += 16) {
          let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0
          for (let oy = ya; oy < yb; oy++) {
            let p = source + (<usize>(oy * strideH + iy) * <usize>W + <usize>(xa * strideW + ix)) * row + c
            let g = gradient + <usize>(oy * OW + xa) * row + c
            if (whole) {
              for (let ox = xa; ox < xb; ox++, p += step, g += row) {
                s0 = f32x4.add(s0, f32x4.mul(v128.load(p), v128.load(g)))
                s1 = f32x4.add(s1, f32x4.mul(v128.load(p, 16), v128.load(g, 16)))
                s2 = f32x4.add(s2, f32x4.mul(v128.load(p, 32), v128.load(g, 32)))
                s3 = f32x4.add(s3, f32x4.mul(v128.load(p, 48), v128.load(g, 48)))
              }
            } else {
              for (let ox = xa; ox < xb; ox++, p += step, g += row)
                s0 = f32x4.add(s0, f32x4.mul(v128.load(p), v128.load(g)))
            }
          }
          const o = dw + <usize>tap * row + c
          storeFirst(o, f32x4.add(v128.load(o), s0), row - c)
          if (whole) {
            v128.store(o, f32x4.add(v128.load(o, 16), s1), 16)
            v128.store(o, f32x4.add(v128.load(o, 32), s2), 32)
            v128.store(o, f32x4.add(v128.load(o, 48), s3), 48)
          }
        }
      }
    }
  }
}
