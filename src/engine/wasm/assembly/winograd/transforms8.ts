/*
 * One-dimensional transforms of F(4, 5): four outputs of a filter of five taps from eight products, at the points
 * 0, 1, -1, 2, -2, 1/2, -1/2 and infinity. Arguments as in transforms6.ts.
 */

/** Bᵀ d: of eight pixels. */
export function input8(src: usize, ss: usize, sn: usize, dst: usize, ds: usize, dn: usize, count: i32): void {
  for (; count > 0; count--, src += sn, dst += dn) {
    let p = src
    const d0 = v128.load(p); p += ss
    const d1 = v128.load(p); p += ss
    const d2 = v128.load(p); p += ss
    const d3 = v128.load(p); p += ss
    const d4 = v128.load(p); p += ss
    const d5 = v128.load(p); p += ss
    const d6 = v128.load(p); p += ss
    const d7 = v128.load(p)
    let q = dst
    v128.store(q, f32x4.add(f32x4.sub(d0, d6), f32x4.mul(f32x4.splat(5.25), f32x4.sub(d4, d2)))); q += ds
    const e1 = f32x4.sub(f32x4.add(d2, d6), f32x4.mul(f32x4.splat(4.25), d4))
    const o1 = f32x4.sub(f32x4.add(d1, d5), f32x4.mul(f32x4.splat(4.25), d3))
    v128.store(q, f32x4.add(e1, o1)); q += ds
    v128.store(q, f32x4.sub(e1, o1)); q += ds
    const h3 = f32x4.mul(f32x4.splat(2.5), d3)
    const e2 = f32x4.add(d6, f32x4.sub(f32x4.mul(f32x4.splat(0.25), d2), f32x4.mul(f32x4.splat(1.25), d4)))
    const o2 = f32x4.add(f32x4.sub(f32x4.mul(f32x4.splat(0.5), d1), h3), f32x4.add(d5, d5))
    v128.store(q, f32x4.add(e2, o2)); q += ds
    v128.store(q, f32x4.sub(e2, o2)); q += ds
    const e3 = f32x4.add(d6, f32x4.sub(f32x4.mul(f32x4.splat(4), d2), f32x4.mul(f32x4.splat(5), d4)))
    const o3 = f32x4.add(f32x4.sub(f32x4.add(d1, d1), h3), f32x4.mul(f32x4.splat(0.5), d5))
    v128.store(q, f32x4.add(e3, o3)); q += ds
    v128.store(q, f32x4.sub(e3, o3)); q += ds
    v128.store(q, f32x4.add(f32x4.sub(d7, d1), f32x4.mul(f32x4.splat(5.25), f32x4.sub(d3, d5))))
  }
}

/** B v: the gradient of the pixels from that of `input8`. */
export function inputGrad8(src: usize, ss: usize, sn: usize, dst: usize, ds: usize, dn: usize, count: i32): void {
  for (; count > 0; count--, src += sn, dst += dn) {
    let p = src
    const v0 = v128.load(p); p += ss
    const v1 = v128.load(p); p += ss
    const v2 = v128.load(p); p += ss
    const v3 = v128.load(p); p += ss
    const v4 = v128.load(p); p += ss
    const v5 = v128.load(p); p += ss
    const v6 = v128.load(p); p += ss
    const v7 = v128.load(p)
    const s1 = f32x4.add(v1, v2), d1 = f32x4.sub(v1, v2)
    const s2 = f32x4.add(v3, v4), d2 = f32x4.sub(v3, v4)
    const s3 = f32x4.add(v5, v6), d3 = f32x4.sub(v5, v6)
    const a0 = f32x4.mul(f32x4.splat(5.25), v0), a7 = f32x4.mul(f32x4.splat(5.25), v7)
    let q = dst
    v128.store(q, v0); q += ds
    v128.store(q, f32x4.add(f32x4.sub(d1, v7), f32x4.add(f32x4.mul(f32x4.splat(0.5), d2), f32x4.add(d3, d3)))); q += ds
    v128.store(q, f32x4.add(f32x4.sub(s1, a0), f32x4.add(f32x4.mul(f32x4.splat(0.25), s2), f32x4.mul(f32x4.splat(4), s3)))); q += ds
    const h = f32x4.mul(f32x4.splat(2.5), f32x4.add(d2, d3))
    v128.store(q, f32x4.sub(f32x4.sub(a7, f32x4.mul(f32x4.splat(4.25), d1)), h)); q += ds
    const m = f32x4.add(f32x4.mul(f32x4.splat(1.25), s2), f32x4.mul(f32x4.splat(5), s3))
    v128.store(q, f32x4.sub(f32x4.sub(a0, f32x4.mul(f32x4.splat(4.25), s1)), m)); q += ds
    v128.store(q, f32x4.add(f32x4.sub(d1, a7), f32x4.add(f32x4.add(d2, d2), f32x4.mul(f32x4.splat(0.5), d3)))); q += ds
    v128.store(q, f32x4.add(f32x4.sub(s1, v0), f32x4.add(s2, s3))); q += ds
    v128.store(q, v7)
  }
}

/** Aᵀ m: four outputs of eight products. */
export function output8(src: usize, ss: usize, sn: usize, dst: usize, ds: usize, dn: usize, count: i32): void {
  for (; count > 0; count--, src += sn, dst += dn) {
    let p = src
    const m0 = v128.load(p); p += ss
    const m1 = v128.load(p); p += ss
    const m2 = v128.load(p); p += ss
    const m3 = v128.load(p); p += ss
    const m4 = v128.load(p); p += ss
    const m5 = v128.load(p); p += ss
    const m6 = v128.load(p); p += ss
    const m7 = v128.load(p)
    const s1 = f32x4.add(m1, m2), d1 = f32x4.sub(m1, m2)
    const s2 = f32x4.add(m3, m4), d2 = f32x4.sub(m3, m4)
    const s3 = f32x4.add(m5, m6), d3 = f32x4.sub(m5, m6)
    let q = dst
    v128.store(q, f32x4.add(f32x4.add(m0, s1), f32x4.add(s2, s3))); q += ds
    v128.store(q, f32x4.add(d1, f32x4.add(f32x4.add(d2, d2), f32x4.mul(f32x4.splat(0.5), d3)))); q += ds
    v128.store(q, f32x4.add(s1, f32x4.add(f32x4.mul(f32x4.splat(4), s2), f32x4.mul(f32x4.splat(0.25), s3)))); q += ds
    const far = f32x4.add(f32x4.mul(f32x4.splat(8), d2), f32x4.mul(f32x4.splat(0.125), d3))
    v128.store(q, f32x4.add(f32x4.add(d1, m7), far))
  }
}

/** A y: the gradient of eight products from that of four outputs. */
export function outputGrad8(src: usize, ss: usize, sn: usize, dst: usize, ds: usize, dn: usize, count: i32): void {
  for (; count > 0; count--, src += sn, dst += dn) {
    let p = src
    const y0 = v128.load(p); p += ss
    const y1 = v128.load(p); p += ss
    const y2 = v128.load(p); p += ss
    const y3 = v128.load(p)
    let q = dst
    v128.store(q, y0); q += ds
    const e1 = f32x4.add(y0, y2), o1 = f32x4.add(y1, y3)
    v128.store(q, f32x4.add(e1, o1)); q += ds
    v128.store(q, f32x4.sub(e1, o1)); q += ds
    const e2 = f32x4.add(y0, f32x4.mul(f32x4.splat(4), y2)), o2 = f32x4.add(f32x4.add(y1, y1), f32x4.mul(f32x4.splat(8), y3))
    v128.store(q, f32x4.add(e2, o2)); q += ds
    v128.store(q, f32x4.sub(e2, o2)); q += ds
    const e3 = f32x4.add(y0, f32x4.mul(f32x4.splat(0.25), y2))
    const o3 = f32x4.add(f32x4.mul(f32x4.splat(0.5), y1), f32x4.mul(f32x4.splat(0.125), y3))
    v128.store(q, f32x4.add(e3, o3)); q += ds
    v128.store(q, f32x4.sub(e3, o3)); q += ds
    v128.store(q, y3)
  }
}

/** G g: of five taps. */
export function filter8(src: usize, ss: usize, sn: usize, dst: usize, ds: usize, dn: usize, count: i32): void {
  for (; count > 0; count--, src += sn, dst += dn) {
    let p = src
    const g0 = v128.load(p); p += ss
    const g1 = v128.load(p); p += ss
    const g2 = v128.load(p); p += ss
    const g3 = v128.load(p); p += ss
    const g4 = v128.load(p)
    let q = dst
    v128.store(q, g0); q += ds
    const e1 = f32x4.mul(f32x4.splat(-2.0 / 9), f32x4.add(f32x4.add(g0, g2), g4))
    const o1 = f32x4.mul(f32x4.splat(-2.0 / 9), f32x4.add(g1, g3))
    v128.store(q, f32x4.add(e1, o1)); q += ds
    v128.store(q, f32x4.sub(e1, o1)); q += ds
    const near = f32x4.add(g0, f32x4.add(f32x4.mul(f32x4.splat(4), g2), f32x4.mul(f32x4.splat(16), g4)))
    const e2 = f32x4.mul(f32x4.splat(1.0 / 90), near)
    const o2 = f32x4.mul(f32x4.splat(1.0 / 45), f32x4.add(g1, f32x4.mul(f32x4.splat(4), g3)))
    v128.store(q, f32x4.add(e2, o2)); q += ds
    v128.store(q, f32x4.sub(e2, o2)); q += ds
    const far = f32x4.add(g0, f32x4.add(f32x4.mul(f32x4.splat(0.25), g2), f32x4.mul(f32x4.splat(0.0625), g4)))
    const e3 = f32x4.mul(f32x4.splat(32.0 / 45), far)
    const o3 = f32x4.mul(f32x4.splat(16.0 / 45), f32x4.add(g1, f32x4.mul(f32x4.splat(0.25), g3)))
    v128.store(q, f32x4.add(e3, o3)); q += ds
    v128.store(q, f32x4.sub(e3, o3)); q += ds
    v128.store(q, g4)
  }
}

/** Gᵀ u: the gradient of five taps. */
export function filterGrad8(src: usize, ss: usize, sn: usize, dst: usize, ds: usize, dn: usize, count: i32): void {
  for (; count > 0; count--, src += sn, dst += dn) {
    let p = src
    const u0 = v128.load(p); p += ss
    const u1 = v128.load(p); p += ss
    const u2 = v128.load(p); p += ss
    const u3 = v128.load(p); p += ss
    const u4 = v128.load(p); p += ss
    const u5 = v128.load(p); p += ss
    const u6 = v128.load(p); p += ss
    const u7 = v128.load(p)
    const s1 = f32x4.mul(f32x4.splat(-2.0 / 9), f32x4.add(u1, u2)), d1 = f32x4.mul(f32x4.splat(-2.0 / 9), f32x4.sub(u1, u2))
    const s2 = f32x4.mul(f32x4.splat(1.0 / 90), f32x4.add(u3, u4)), d2 = f32x4.mul(f32x4.splat(1.0 / 45), f32x4.sub(u3, u4))
    const s3 = f32x4.mul(f32x4.splat(2.0 / 45), f32x4.add(u5, u6)), d3 = f32x4.mul(f32x4.splat(4.0 / 45), f32x4.sub(u5, u6))
    const four = f32x4.splat(4), sixteen = f32x4.splat(16)
    let q = dst
    v128.store(q, f32x4.add(f32x4.add(u0, s1), f32x4.add(s2, f32x4.mul(sixteen, s3)))); q += ds
    v128.store(q, f32x4.add(d1, f32x4.add(d2, f32x4.mul(four, d3)))); q += ds
    v128.store(q, f32x4.add(s1, f32x4.mul(four, f32x4.add(s2, s3)))); q += ds
    v128.store(q, f32x4.add(d1, f32x4.add(f32x4.mul(four, d2), d3))); q += ds
    v128.store(q, f32x4.add(f32x4.add(s1, u7), f32x4.add(f32x4.mul(sixteen, s2), s3)))
  }
}
