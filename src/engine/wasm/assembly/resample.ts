import { storeFirst } from './lanes'

/**
 * y[outer][O][inner] = sum over k of weight[o][k] * x[outer][start[o] + k][inner]: the product with a matrix of bands.
 * A band is [start][count][weights], `bandBytes` apart. Parts share out the rows of y.
 */
export function resample(
  x: usize, outer: i32, I: i32, inner: i32, O: i32, bands: usize, bandBytes: usize, y: usize, part: i32, parts: i32,
): void {
  const rows = <i64>outer * O, first = <i32>(rows * part / parts), end = <i32>(rows * (part + 1) / parts)
  const row = <usize>inner << 2
  let out = y + <usize>first * row
  for (let r = first; r < end; r++, out += row) {
    const band = bands + <usize>(r % O) * bandBytes, weights = band + 8, last = weights + (<usize>load<i32>(band, 4) << 2)
    const source = x + (<usize>(r / O) * <usize>I + <usize>load<i32>(band)) * row
    let c: usize = 0
    for (; c + 32 <= row; c += 32) {
      let p = source + c, s0 = f32x4.splat(0), s1 = s0
      for (let w = weights; w < last; w += 4, p += row) {
        const weight = v128.load32_splat(w)
        s0 = f32x4.add(s0, f32x4.mul(v128.load(p), weight))
        s1 = f32x4.add(s1, f32x4.mul(v128.load(p, 16), weight))
      }
      v128.store(out + c, s0)
      v128.store(out + c, s1, 16)
    }
    for (; c < row; c += 16) {
      let p = source + c, s = f32x4.splat(0)
      for (let w = weights; w < last; w += 4, p += row) s = f32x4.add(s, f32x4.mul(v128.load(p), v128.load32_splat(w)))
      storeFirst(out + c, s, row - c)
    }
  }
}
