import { storeFirst } from './lanes'

/*
 * Convolutions of volumes are convolutions of planes whose channels are those of all planes under the filter:
 * columns[b][o][p][k][c] = x[b][o * stride + k * dilation - front][p][c], zero outside of the volume.
 */

/** Volumes to columns. Parts share out the planes of the columns. */
export function depthColumns(
  x: usize, images: i32, D: i32, P: i32, C: i32, OD: i32, KD: i32, stride: i32, dilation: i32, front: i32,
  columns: usize, part: i32, parts: i32,
): void {
  const first = (images * OD * part) / parts, end = (images * OD * (part + 1)) / parts
  const row = <usize>C << 2, plane = <usize>P * row, step = <usize>KD * row
  for (let i = first; i < end; i++) {
    const volume = x + <usize>(i / OD * D) * plane
    for (let k = 0; k < KD; k++) {
      const d = (i % OD) * stride + k * dilation - front, inside = d >= 0 && d < D
      let source = volume + <usize>d * plane, out = columns + <usize>i * <usize>P * step + <usize>k * row
      for (let p = 0; p < P; p++, source += row, out += step) {
        if (inside) memory.copy(out, source, row)
        else memory.fill(out, 0, row)
      }
    }
  }
}

/** The gradient of the volumes from that of the columns. Parts share out the planes of the volumes. */
export function depthColumnsGrad(
  columns: usize, images: i32, D: i32, P: i32, C: i32, OD: i32, KD: i32, stride: i32, dilation: i32, front: i32,
  dx: usize, part: i32, parts: i32,
): void {
  const first = (images * D * part) / parts, end = (images * D * (part + 1)) / parts
  const row = <usize>C << 2, plane = <usize>P * row, step = <usize>KD * row
  memory.fill(dx + <usize>first * plane, 0, <usize>(end - first) * plane)
  for (let i = first; i < end; i++) {
    for (let k = 0; k < KD; k++) {
      const n = i % D + front - k * dilation, o = n / stride
      if (n < 0 || o >= OD || o * stride != n) continue
      let source = columns + <usize>(i / D * OD + o) * <usize>P * step + <usize>k * row, out = dx + <usize>i * plane
      for (let p = 0; p < P; p++, source += step, out += row)
        for (let c: usize = 0; c < row; c += 16)
          storeFirst(out + c, f32x4.add(v128.load(out + c), v128.load(source + c)), row - c)
    }
  }
}
