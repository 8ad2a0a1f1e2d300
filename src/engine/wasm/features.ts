import { canShareMemory } from './load.js'

/** A module of one function that makes a vector and throws it away: `(func (drop (v128.const i32x4 0 0 0 0)))`. */
const simdModule = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x17, 0x01, 0x15, 0x00, 0xfd, 0x0c, ...Array<number>(16).fill(0), 0x1a, 0x0b],
)

/** What the WebAssembly of this Node.js can do: computing four numbers at a time, and on several threads. */
export const wasmFeatures = (): { simd: boolean; threads: boolean } => ({
  simd: WebAssembly.validate(simdModule),
  threads: canShareMemory(),
})
