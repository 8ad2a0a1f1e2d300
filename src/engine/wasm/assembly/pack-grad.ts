import { loadMask, POOLED, RELU, unpooled } from './epilogue'
import { packPanel } from './pack'
import { minimum } from './tile'

/**
 * `lines` lines of the gradient of an image's output from `line0` on, 8 channels from `column` on, as a panel
 * [pixels][8]; on the way it goes back through ReLU or pooling, as `mode` says (then CO is a multiple of 8, and pooled
 * lines are even in number but for the last).
 */
export function packGrad(
  dy: usize, aux: usize, mode: i32, image: i32, line0: i32, lines: i32, OH: i32, OW: i32, CO: i32, column: i32,
  panel: usize,
): void {
  const pixel = <usize>CO << 2, columnBytes = <usize>column << 2
  if (mode == POOLED) {
    const PH = OH >> 1, PW = OW >> 1, lineBytes = <usize>OW << 5
    if ((lines | OW) & 1) memory.fill(panel, 0, <usize>lines * lineBytes)
    for (let y = 0; y + 1 < lines; y += 2) {
      let o = <usize>((image * PH + ((line0 + y) >> 1)) * PW) * pixel + columnBytes
      let q = panel + <usize>y * lineBytes
      for (let x = 0; x < PW; x++, o += pixel, q += 64)
        for (let half: usize = 0; half < 32; half += 16) {
          const g = v128.load(dy + o + half), mask = loadMask(aux + ((o + half) >> 2)), p = q + half
          v128.store(p, unpooled(g, mask, 0))
          v128.store(p, unpooled(g, mask, 1), 32)
          v128.store(p + lineBytes, unpooled(g, mask, 2))
          v128.store(p + lineBytes, unpooled(g, mask, 3), 32)
        }
    }
    return
  }
  let o = <usize>((image * OH + line0) * OW) * pixel + columnBytes
  const pixels = lines * OW
  if (mode == RELU) {
    const zero = f32x4.splat(0)
    for (let i = 0; i < pixels; i++, o += pixel, panel += 32) {
      v128.store(panel, v128.and(v128.load(dy + o), f32x4.gt(v128.load(aux + o), zero)))
      v128.store(panel, v128.and(v128.load(dy + o, 16), f32x4.gt(v128.load(aux + o, 16), zero)), 16)
    }
    return
  }
  packPanel(dy + o, CO, pixels, minimum(8, CO - column), panel)
}

/** out[j] += sum of the rows of a panel, for its first `n` columns. */
export function sumPanel(panel: usize, rows: i32, n: i32, out: usize): void {
  let a = f32x4.splat(0), b = a
  for (const end = panel + (<usize>rows << 5); panel < end; panel += 32) {
    a = f32x4.add(a, v128.load(panel))
    b = f32x4.add(b, v128.load(panel, 16))
  }
  if (n == 8) {
    v128.store(out, f32x4.add(v128.load(out), a))
    v128.store(out, f32x4.add(v128.load(out, 16), b), 16)
    return
  }
  addLane(a, 0, n, out)
  addLane(b, 4, n, out)
}

function addLane(v: v128, from: i32, n: i32, out: usize): void {
  const o = out + (<usize>from << 2)
  if (n > from) store<f32>(o, load<f32>(o) + f32x4.extract_lane(v, 0))
  if (n > from + 1) store<f32>(o, load<f32>(o, 4) + f32x4.extract_lane(v, 1), 4)
  if (n > from + 2) store<f32>(o, load<f32>(o, 8) + f32x4.extract_lane(v, 2), 8)
  if (n > from + 3) store<f32>(o, load<f32>(o, 12) + f32x4.extract_lane(v, 3), 12)
}
