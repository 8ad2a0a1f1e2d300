import { loadMask, NONE, storePooled, unpooled } from './epilogue'

/** Max pooling of 2 x 2 windows of `lines` lines [W][C], with bias and ReLU, and the byte masks. */
export function poolLines(
  x: usize, lines: i32, W: i32, C: i32, bias: usize, relu: i32, y: usize, mask: usize,
): void {
  const pixel = <usize>C << 2, line = <usize>W * pixel, zero = f32x4.splat(0)
  for (let row = 0; row + 1 < lines; row += 2, x += 2 * line) {
    for (let column = 0; column + 1 < W; column += 2) {
      const p = x + <usize>column * pixel, q = p + line
      let c: usize = 0
      for (; c + 16 <= pixel; c += 16) {
        const v0 = v128.load(p + c), v1 = v128.load(p + c + pixel), v2 = v128.load(q + c), v3 = v128.load(q + c + pixel)
        storePooled(v0, v1, v2, v3, bias ? v128.load(bias + c) : zero, relu, y + c, mask + (c >> 2))
      }
      for (; c < pixel; c += 4) {
        const v0 = load<f32>(p + c), v1 = load<f32>(p + c + pixel), v2 = load<f32>(q + c), v3 = load<f32>(q + c + pixel)
        const most = max<f32>(max<f32>(v0, v1), max<f32>(v2, v3))
        let index = v0 == most ? 0 : v1 == most ? 1 : v2 == most ? 2 : 3, value = bias ? most + load<f32>(bias + c) : most
        if (relu) {
          if (!(value > 0)) index = NONE
          value = max<f32>(value, 0)
        }
        store<f32>(y + c, value)
        store<u8>(mask + (c >> 2), index)
      }
      y += pixel
      mask += <usize>C
    }
  }
}

/** The gradient of one image before pooling of 2 x 2 windows, from that of the pooled one and the masks. */
function unpoolImage(dy: usize, mask: usize, H: i32, W: i32, C: i32, dx: usize): void {
  const pixel = <usize>C << 2, line = <usize>W * pixel
  if ((H | W) & 1) memory.fill(dx, 0, <usize>H * line)
  for (let row = 0; row + 1 < H; row += 2, dx += 2 * line) {
    for (let column = 0; column + 1 < W; column += 2, dy += pixel, mask += <usize>C) {
      const p = dx + <usize>column * pixel, q = p + line
      let c: usize = 0
      for (; c + 16 <= pixel; c += 16) {
        const g = v128.load(dy + c), from = loadMask(mask + (c >> 2))
        v128.store(p + c, unpooled(g, from, 0))
        v128.store(p + c + pixel, unpooled(g, from, 1))
        v128.store(q + c, unpooled(g, from, 2))
        v128.store(q + c + pixel, unpooled(g, from, 3))
      }
      for (; c < pixel; c += 4) {
        const g = load<f32>(dy + c), from = <i32>load<u8>(mask + (c >> 2))
        store<f32>(p + c, from == 0 ? g : 0)
        store<f32>(p + c + pixel, from == 1 ? g : 0)
        store<f32>(q + c, from == 2 ? g : 0)
        store<f32>(q + c + pixel, from == 3 ? g : 0)
      }
    }
  }
}

/** Gradient of the pooling that convolutions do. Parts share out the images. */
export function unpool(
  dy: usize, mask: usize, images: i32, H: i32, W: i32, C: i32, dx: usize, part: i32, parts: i32,
): void {
  const pooled = <usize>((H >> 1) * (W >> 1) * C), full = <usize>(H * W * C) << 2
  for (let i = (images * part) / parts, end = (images * (part + 1)) / parts; i < end; i++)
    unpoolImage(dy + (<usize>i * pooled << 2), mask + <usize>i * pooled, H, W, C, dx + <usize>i * full)
}
