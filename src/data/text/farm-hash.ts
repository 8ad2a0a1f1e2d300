const k0 = 0xc3a5c85c97cb3127n
const k1 = 0xb492b66fbe98f273n
const k2 = 0x9ae16a3b2f90404fn

const u64 = (x: bigint): bigint => BigInt.asUintN(64, x)
const rotate = (x: bigint, n: bigint): bigint => u64((x >> n) | (x << (64n - n)))
const mix = (x: bigint): bigint => x ^ (x >> 47n)

function hash16(u: bigint, v: bigint, mul: bigint): bigint {
  const a = mix(u64((u ^ v) * mul))
  return u64(mix(u64((v ^ a) * mul)) * mul)
}

/**
 * The 64 bits of FarmHash (`Fingerprint64`) of a text in UTF-8: what TensorFlow sorts unknown words into buckets by.
 *
 * @see https://github.com/google/farmhash
 */
export function farmHash64(text: string): bigint {
  const bytes = new TextEncoder().encode(text)
  const n = bytes.length
  const view = new DataView(bytes.buffer)
  const at = (i: number) => view.getBigUint64(i, true)
  if (n > 64) return longHash(n, at)
  const mul = u64(k2 + BigInt(n) * 2n)
  if (n > 32) return hash33to64(n, at, mul)
  if (n > 16) {
    const [a, b, c, d] = [u64(at(0) * k1), at(8), u64(at(n - 8) * mul), u64(at(n - 16) * k2)]
    return hash16(
      u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d),
      u64(a + rotate(u64(b + k2), 18n) + c),
      mul,
    )
  }
  if (n >= 8) {
    const [a, b] = [u64(at(0) + k2), at(n - 8)]
    return hash16(u64(rotate(b, 37n) * mul + a), u64((rotate(a, 25n) + b) * mul), mul)
  }
  if (n >= 4) {
    const [first, last] = [view.getUint32(0, true), view.getUint32(n - 4, true)]
    return hash16(BigInt(n) + (BigInt(first) << 3n), BigInt(last), mul)
  }
  if (n === 0) return k2
  const y = BigInt(bytes[0]! + (bytes[n >> 1]! << 8))
  const z = BigInt(n + (bytes[n - 1]! << 2))
  return u64(mix(u64(y * k2) ^ u64(z * k0)) * k2)
}

type Read = (index: number) => bigint

function hash33to64(n: number, at: Read, mul: bigint): bigint {
  const [a, b, c, d] = [u64(at(0) * k2), at(8), u64(at(n - 8) * mul), u64(at(n - 16) * k2)]
  const y = u64(rotate(u64(a + b), 43n) + rotate(c, 30n) + d)
  const z = hash16(y, u64(a + rotate(u64(b + k2), 18n) + c), mul)
  const [e, f] = [u64(at(16) * mul), at(24)]
  const [g, h] = [u64((y + at(n - 32)) * mul), u64((z + at(n - 24)) * mul)]
  return hash16(u64(rotate(u64(e + f), 43n) + rotate(g, 30n) + h), u64(e + rotate(u64(f + a), 18n) + g), mul)
}

type Pair = [bigint, bigint]

function weak32(at: Read, i: number, seedA: bigint, seedB: bigint): Pair {
  const [w, x, y, z] = [at(i), at(i + 8), at(i + 16), at(i + 24)]
  const a = u64(seedA + w)
  const sum = u64(a + x + y)
  return [u64(sum + z), u64(rotate(u64(seedB + a + z), 21n) + rotate(sum, 44n) + a)]
}

/** What is mixed with 64 bytes at a time. */
interface State {
  x: bigint
  y: bigint
  z: bigint
  v: Pair
  w: Pair
}

function absorb({ x, y, z, v, w }: State, at: Read, i: number, mul: bigint, weight: bigint): State {
  const x1 = u64(rotate(u64(x + y + v[0] + at(i + 8)), 37n) * mul) ^ u64(w[1] * weight)
  const y1 = u64(rotate(u64(y + v[1] + at(i + 48)), 42n) * mul + v[0] * weight + at(i + 40))
  const z1 = u64(rotate(u64(z + w[0]), 33n) * mul)
  const v1 = weak32(at, i, u64(v[1] * mul), u64(x1 + w[0]))
  const w1 = weak32(at, i + 32, u64(z1 + w[1]), u64(y1 + at(i + 16)))
  return { x: z1, y: y1, z: x1, v: v1, w: w1 }
}

function longHash(n: number, at: Read): bigint {
  const y = u64(81n * k1 + 113n)
  let state: State = {
    x: u64(81n * k2 + at(0)),
    y,
    z: u64(mix(u64(y * k2 + 113n)) * k2),
    v: [0n, 0n],
    w: [0n, 0n],
  }
  const end = Math.floor((n - 1) / 64) * 64
  for (let i = 0; i < end; i += 64) state = absorb(state, at, i, k1, 1n)
  const mul = u64(k1 + ((state.z & 0xffn) << 1n))
  const w0 = u64(state.w[0] + BigInt((n - 1) & 63))
  const v0 = u64(state.v[0] + w0)
  state.v = [v0, state.v[1]]
  state.w = [u64(w0 + v0), state.w[1]]
  state = absorb(state, at, n - 64, mul, 9n)
  const { x, z, v, w } = state
  return hash16(
    u64(hash16(v[0], w[0], mul) + u64(mix(state.y) * k0) + z),
    u64(hash16(v[1], w[1], mul) + x),
    mul,
  )
}
