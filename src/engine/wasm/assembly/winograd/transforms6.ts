/*
 * One-dimensional transforms of F(4, 3): four outputs of a filter of three taps from six products, at the points
 * 0, 1, -1, 2, -2 and infinity (Lavin and Gray, https://arxiv.org/abs/1509.09308). Pairs of opposite points share
 * their even and odd parts.
 *
 * Every function does `count` transforms of vectors of four channels. Its values lie `ss` bytes apart from `src` on,
 * those of the next transform `sn` bytes further; `ds` and `dn` say the same of the results.
 */

/** Bᵀ d: of six pixels. */
export function input6(src: usize, ss: usize, sn: usize, dst: usize, ds: usize, dn: usize, count: i32): void {
  const two = f32x4.splat(2), four = f32x4.splat(4), five = f32x4.splat(5)
  for (; count > 0; count--, src += sn, dst += dn) {
    let p = src
    const d0 = v128.load(p); p += ss
    const d1 = v128.load(p); p += ss
    const d2 = v128.load(p); p += ss
    const d3 = v128.load(p); p += ss
    const d4 = v128.load(p); p += ss
    const d5 = v128.load(p)
    let q = dst
    v128.store(q, f32x4.add(f32x4.sub(f32x4.mul(four, d0), f32x4.mul(five, d2)), d4)); q += ds
    const e1 = f32x4.sub(d4, f32x4.mul(four, d2)), o1 = f32x4.sub(d3, f32x4.mul(four, d1))
    v128.store(q, f32x4.add(e1, o1)); q += ds
    v128.store(q, f32x4.sub(e1, o1)); q += ds
    const e2 = f32x4.sub(d4, d2), o2 = f32x4.mul(two, f32x4.sub(d3, d1))
    v128.store(q, f32x4.add(e2, o2)); q += ds
    v128.store(q, f32x4.sub(e2, o2)); q += ds
    v128.store(q, f32x4.add(f32x4.sub(f32x4.mul(four, d1), f32x4.mul(five, d3)), d5))
  }
}

/** B v: the gradient of the pixels from that of `input6`. */
export function inputGrad6(src: usize, ss: usize, sn: usize, dst: usize, ds: usize, dn: usize, count: i32): void {
  const two = f32x4.splat(2), four = f32x4.splat(4), five = f32x4.splat(5)
  for (; count > 0; count--, src += sn, dst += dn) {
    let p = src
    const v0 = v128.load(p); p += ss
    const v1 = v128.load(p); p += ss
    const v2 = v128.load(p); p += ss
    const v3 = v128.load(p); p += ss
    const v4 = v128.load(p); p += ss
    const v5 = v128.load(p)
    const s1 = f32x4.add(v1, v2), d1 = f32x4.sub(v1, v2), s2 = f32x4.add(v3, v4), d2 = f32x4.mul(two, f32x4.sub(v3, v4))
    let q = dst
    v128.store(q, f32x4.mul(four, v0)); q += ds
    v128.store(q, f32x4.sub(f32x4.mul(four, f32x4.sub(v5, d1)), d2)); q += ds
    v128.store(q, f32x4.neg(f32x4.add(f32x4.add(f32x4.mul(five, v0), f32x4.mul(four, s1)), s2))); q += ds
    v128.store(q, f32x4.sub(f32x4.add(d1, d2), f32x4.mul(five, v5))); q += ds
    v128.store(q, f32x4.add(f32x4.add(v0, s1), s2)); q += ds
    v128.store(q, v5)
  }
}

/** Aᵀ m: four outputs of six products. */
export function output6(src: usize, ss: usize, sn: usize, dst: usize, ds: usize, dn: usize, count: i32): void {
  const two = f32x4.splat(2), four = f32x4.splat(4), eight = f32x4.splat(8)
  for (; count > 0; count--, src += sn, dst += dn) {
    let p = src
    const m0 = v128.load(p); p += ss
    const m1 = v128.load(p); p += ss
    const m2 = v128.load(p); p += ss
    const m3 = v128.load(p); p += ss
    const m4 = v128.load(p); p += ss
    const m5 = v128.load(p)
    const s1 = f32x4.add(m1, m2), d1 = f32x4.sub(m1, m2), s2 = f32x4.add(m3, m4), d2 = f32x4.sub(m3, m4)
    let q = dst
    v128.store(q, f32x4.add(f32x4.add(m0, s1), s2)); q += ds
    v128.store(q, f32x4.add(d1, f32x4.mul(two, d2))); q += ds
    v128.store(q, f32x4.add(s1, f32x4.mul(four, s2))); q += ds
    v128.store(q, f32x4.add(f32x4.add(d1, f32x4.mul(eight, d2)), m5))
  }
}

/** A y: the gradient of six products from that of four outputs. */
export function outputGrad6(src: usize, ss: usize, sn: usize, dst: usize, ds: usize, dn: usize, count: i32): void {
  const two = f32x4.splat(2), four = f32x4.splat(4), eight = f32x4.splat(8)
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
    const e2 = f32x4.add(y0, f32x4.mul(four, y2)), o2 = f32x4.add(f32x4.mul(two, y1), f32x4.mul(eight, y3))
    v128.store(q, f32x4.add(e2, o2)); q += ds
    v128.store(q, f32x4.sub(e2, o2)); q += ds
    v128.store(q, y3)
  }
}

/** G g: of three taps. */
export function filter6(src: usize, ss: usize, sn: usize, dst: usize, ds: usize, dn: usize, count: i32): void {
  for (; count > 0; count--, src += sn, dst += dn) {
    const g0 = v128.load(src), g1 = v128.load(src + ss), g2 = v128.load(src + 2 * ss)
    let q = dst
    v128.store(q, f32x4.mul(f32x4.splat(0.25), g0)); q += ds
    const e1 = f32x4.mul(f32x4.splat(-1.0 / 6), f32x4.add(g0, g2)), o1 = f32x4.mul(f32x4.splat(-1.0 / 6), g1)
    v128.store(q, f32x4.add(e1, o1)); q += ds
    v128.store(q, f32x4.sub(e1, o1)); q += ds
    const e2 = f32x4.mul(f32x4.splat(1.0 / 24), f32x4.add(g0, f32x4.mul(f32x4.splat(4), g2)))
    const o2 = f32x4.mul(f32x4.splat(1.0 / 12), g1)
    v128.store(q, f32x4.add(e2, o2)); q += ds
    v128.store(q, f32x4.sub(e2, o2)); q += ds
    v128.store(q, g2)
  }
}

/** Gᵀ u: the gradient of three taps. */
export function filterGrad6(src: usize, ss: usize, sn: usize, dst: usize, ds: usize, dn: usize, count: i32): void {
  for (; count > 0; count--, src += sn, dst += dn) {
    let p = src
    const u0 = v128.load(p); p += ss
    const u1 = v128.load(p); p += ss
    const u2 = v128.load(p); p += ss
    const u3 = v128.load(p); p += ss
    const u4 = v128.load(p); p += ss
    const u5 = v128.load(p)
    const s1 = f32x4.mul(f32x4.splat(-1.0 / 6), f32x4.add(u1, u2)), s2 = f32x4.add(u3, u4)
    const d1 = f32x4.mul(f32x4.splat(-1.0 / 6), f32x4.sub(u1, u2)), d2 = f32x4.sub(u3, u4)
    const ends = f32x4.add(f32x4.mul(f32x4.splat(0.25), u0), s1)
    v128.store(dst, f32x4.add(ends, f32x4.mul(f32x4.splat(1.0 / 24), s2)))
    v128.store(dst + ds, f32x4.add(d1, f32x4.mul(f32x4.splat(1.0 / 12), d2)))
    v128.store(dst + 2 * ds, f32x4.add(f32x4.add(s1, f32x4.mul(f32x4.splat(1.0 / 6), s2)), u5))
  }
}
