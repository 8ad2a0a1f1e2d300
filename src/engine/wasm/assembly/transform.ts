/** How coordinates outside of the image are taken into it (see ../kernels/transform.ts). */
const CONSTANT: i32 = 0, REFLECT: i32 = 1, WRAP: i32 = 2, NEAREST: i32 = 3

/** A coordinate taken into [0, length - 1], but for `constant`. Most lie there already. */
// @ts-ignore: decorator
@inline function mapped(x: f32, last: f32, length: i32, mode: i32): f32 {
  return x >= 0 && x <= last ? x : mappedInto(x, last, length, mode)
}

function mappedInto(x: f32, last: f32, length: i32, mode: i32): f32 {
  if (mode == CONSTANT) return x
  if (mode == NEAREST) return x < 0 ? 0 : last
  if (length <= 1) return 0
  if (mode == REFLECT) {
    const twice = <f32>length * 2
    if (x < 0) {
      if (x < twice) x = twice * f32.trunc(-x / twice) + x
      x = x < -(<f32>length) ? x + twice : -x - 1
    } else {
      x -= twice * f32.trunc(x / twice)
      if (x >= <f32>length) x = twice - x - 1
    }
  } else if (x < 0) {
    x += <f32>length * (f32.trunc(-x / last) + 1)
  } else {
    x -= <f32>length * f32.trunc(x / last)
  }
  return max<f32>(0, min<f32>(last, x))
}

/** The nearest whole number; halves go away from zero. */
// @ts-ignore: decorator
@inline function rounded(x: f32): f32 {
  return x < 0 ? -f32.floor(0.5 - x) : f32.floor(x + 0.5)
}

/** What is far outside of an image stays outside of it, as a number that fits into 32 bits. */
// @ts-ignore: decorator
@inline function within(x: f32, length: i32): f32 {
  return max<f32>(-2, min<f32>(x, <f32>length))
}

/** Stores four channels, or as many as there are: what follows may be another thread's. */
// @ts-ignore: decorator
@inline function storeSome(to: usize, v: v128, bytes: usize): void {
  if (bytes == 12) {
    v128.store64_lane(to, v, 0)
    v128.store32_lane(to, v, 2, 8)
  } else if (bytes >= 16) v128.store(to, v)
  else if (bytes == 8) v128.store64_lane(to, v, 0)
  else v128.store32_lane(to, v, 0)
}

/** Four channels of a pixel, or of the colour outside of the image. */
// @ts-ignore: decorator
@inline function pixelAt(source: usize, x: i32, y: i32, H: i32, W: i32, pixel: usize, c: usize, fill: v128): v128 {
  if (<u32>x >= <u32>W || <u32>y >= <u32>H) return fill
  return v128.load(source + <usize>(y * W + x) * pixel + c)
}

/**
 * Projective transformation of images NHWC: pixel (x, y) of the result is what lies at
 * ((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) / k) with k = c0 x + c1 y + 1; eight numbers for each image, or for all.
 * Parts share out the rows of the result.
 */
export function transform(
  image: usize, transforms: usize, out: usize, images: i32, H: i32, W: i32, C: i32, OH: i32, OW: i32,
  isShared: i32, isBilinear: i32, mode: i32, fillValue: f32, part: i32, parts: i32,
): void {
  const rows = images * OH
  const first = <i32>(<i64>rows * part / parts), end = <i32>(<i64>rows * (part + 1) / parts)
  const pixel = <usize>C << 2, line = <usize>W * pixel
  const fill = f32x4.splat(fillValue)
  const lastX = <f32>(W - 1), lastY = <f32>(H - 1)
  for (let row = first; row < end; row++) {
    const n = row / OH, oy = <f32>(row - n * OH)
    const m = transforms + (isShared ? 0 : <usize>n << 5)
    const a0 = load<f32>(m), b0 = load<f32>(m, 12), c0 = load<f32>(m, 24)
    const a1 = load<f32>(m, 4) * oy, a2 = load<f32>(m, 8), b1 = load<f32>(m, 16) * oy, b2 = load<f32>(m, 20)
    const c1 = load<f32>(m, 28) * oy
    const source = image + <usize>(n * H) * line
    let to = out + <usize>(row * OW) * pixel
    for (let ox = 0; ox < OW; ox++, to += pixel) {
      // in the order of TensorFlow, for what lies between two pixels is decided by the last bit
      let x = a0 * <f32>ox + a1 + a2, y = b0 * <f32>ox + b1 + b2
      const k = c0 * <f32>ox + c1 + 1
      if (k != 1) {
        if (k == 0) {
          for (let c: usize = 0; c < pixel; c += 16) storeSome(to + c, fill, pixel - c)
          continue
        }
        x /= k
        y /= k
      }
      x = mapped(x, lastX, W, mode)
      y = mapped(y, lastY, H, mode)
      if (!isBilinear) {
        const x0 = <i32>within(rounded(x), W), y0 = <i32>within(rounded(y), H)
        for (let c: usize = 0; c < pixel; c += 16) {
          storeSome(to + c, pixelAt(source, x0, y0, H, W, pixel, c, fill), pixel - c)
        }
        continue
      }
      const xf = f32.floor(x), yf = f32.floor(y)
      const right = f32x4.splat(x - xf), left = f32x4.splat(xf + 1 - x)
      const lower = f32x4.splat(y - yf), upper = f32x4.splat(yf + 1 - y)
      const x0 = <i32>within(xf, W), y0 = <i32>within(yf, H)
      const isInside = <u32>x0 < <u32>(W - 1) && <u32>y0 < <u32>(H - 1)
      const at = source + <usize>y0 * line + <usize>x0 * pixel, below = at + line
      for (let c: usize = 0; c < pixel; c += 16) {
        let p00: v128, p01: v128, p10: v128, p11: v128
        if (isInside) {
          p00 = v128.load(at + c)
          p01 = v128.load(at + c + pixel)
          p10 = v128.load(below + c)
          p11 = v128.load(below + c + pixel)
        } else {
          p00 = pixelAt(source, x0, y0, H, W, pixel, c, fill)
          p01 = pixelAt(source, x0 + 1, y0, H, W, pixel, c, fill)
          p10 = pixelAt(source, x0, y0 + 1, H, W, pixel, c, fill)
          p11 = pixelAt(source, x0 + 1, y0 + 1, H, W, pixel, c, fill)
        }
        const top = f32x4.add(f32x4.mul(left, p00), f32x4.mul(right, p01))
        const bottom = f32x4.add(f32x4.mul(left, p10), f32x4.mul(right, p11))
        storeSome(to + c, f32x4.add(f32x4.mul(upper, top), f32x4.mul(lower, bottom)), pixel - c)
      }
    }
  }
}
