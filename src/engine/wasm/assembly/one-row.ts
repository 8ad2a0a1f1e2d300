/*
 * One row of A times columns of B where they lie, [K][..] with rows `stride` bytes apart: packing them would take longer
 * than the products. Each number is summed in the order of the other tiles, so that one row gives the bits of many.
 */

/** 32 columns. */
export function oneRowWide(a: usize, K: i32, b: usize, stride: usize, tile: usize): void {
  let c0 = f32x4.splat(0), c1 = f32x4.splat(0), c2 = f32x4.splat(0), c3 = f32x4.splat(0)
  let c4 = f32x4.splat(0), c5 = f32x4.splat(0), c6 = f32x4.splat(0), c7 = f32x4.splat(0)
  const end = a + (<usize>K << 2)
  while (a < end) {
    const x = v128.load32_splat(a)
    c0 = f32x4.add(c0, f32x4.mul(x, v128.load(b)))
    c1 = f32x4.add(c1, f32x4.mul(x, v128.load(b, 16)))
    c2 = f32x4.add(c2, f32x4.mul(x, v128.load(b, 32)))
    c3 = f32x4.add(c3, f32x4.mul(x, v128.load(b, 48)))
    c4 = f32x4.add(c4, f32x4.mul(x, v128.load(b, 64)))
    c5 = f32x4.add(c5, f32x4.mul(x, v128.load(b, 80)))
    c6 = f32x4.add(c6, f32x4.mul(x, v128.load(b, 96)))
    c7 = f32x4.add(c7, f32x4.mul(x, v128.load(b, 112)))
    a += 4
    b += stride
  }
  v128.store(tile, c0, 0); v128.store(tile, c1, 16); v128.store(tile, c2, 32); v128.store(tile, c3, 48)
  v128.store(tile, c4, 64); v128.store(tile, c5, 80); v128.store(tile, c6, 96); v128.store(tile, c7, 112)
}

/** 8 columns. */
export function oneRowNarrow(a: usize, K: i32, b: usize, stride: usize, tile: usize): void {
  let c0 = f32x4.splat(0), c1 = f32x4.splat(0)
  const end = a + (<usize>K << 2)
  while (a < end) {
    const x = v128.load32_splat(a)
    c0 = f32x4.add(c0, f32x4.mul(x, v128.load(b)))
    c1 = f32x4.add(c1, f32x4.mul(x, v128.load(b, 16)))
    a += 4
    b += stride
  }
  v128.store(tile, c0)
  v128.store(tile, c1, 16)
}

/** Three or four packed panels of 8 columns, `apart` bytes from one to the next, into tiles `tiles` bytes apart. */
export function oneRowPanels(a: usize, K: i32, b: usize, apart: usize, count: i32, tile: usize, tiles: usize): void {
  let c0 = f32x4.splat(0), c1 = f32x4.splat(0), c2 = f32x4.splat(0), c3 = f32x4.splat(0)
  let c4 = f32x4.splat(0), c5 = f32x4.splat(0), c6 = f32x4.splat(0), c7 = f32x4.splat(0)
  const end = a + (<usize>K << 2)
  let p1 = b + apart, p2 = p1 + apart, p3 = count > 3 ? p2 + apart : p2
  while (a < end) {
    const x = v128.load32_splat(a)
    c0 = f32x4.add(c0, f32x4.mul(x, v128.load(b)))
    c1 = f32x4.add(c1, f32x4.mul(x, v128.load(b, 16)))
    c2 = f32x4.add(c2, f32x4.mul(x, v128.load(p1)))
    c3 = f32x4.add(c3, f32x4.mul(x, v128.load(p1, 16)))
    c4 = f32x4.add(c4, f32x4.mul(x, v128.load(p2)))
    c5 = f32x4.add(c5, f32x4.mul(x, v128.load(p2, 16)))
    c6 = f32x4.add(c6, f32x4.mul(x, v128.load(p3)))
    c7 = f32x4.add(c7, f32x4.mul(x, v128.load(p3, 16)))
    a += 4
    b += 32
    p1 += 32
    p2 += 32
    p3 += 32
  }
  v128.store(tile, c0, 0); v128.store(tile, c1, 16); tile += tiles
  v128.store(tile, c2, 0); v128.store(tile, c3, 16); tile += tiles
  v128.store(tile, c4, 0); v128.store(tile, c5, 16); tile += tiles
  if (count < 4) return
  v128.store(tile, c6, 0); v128.store(tile, c7, 16)
}
