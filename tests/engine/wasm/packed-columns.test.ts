import { beforeAll, expect, it } from 'vitest'
import { setEngine, tf } from '../../../src/engine/index.js'
import type { KeratinWasmBackend } from '../../../src/engine/wasm/backend.js'

beforeAll(async () => {
  await setEngine('wasm')
})

it.each([
  [1, 8, 3],
  [2, 1, 5],
  [7, 13, 600],
  [13, 40, 1030],
])('products of %i rows by %i columns that are packed, %i deep, give the same bits', (M, N, K) => {
  const backend = tf.backend() as KeratinWasmBackend
  const { kernels } = backend
  const values = (n: number, seed: number) => tf.randomNormal([n], 0, 1, 'float32', seed)
  const [a, b, bias, out] = [values(M * K, 1), values(K * N, 2), values(N, 3), tf.zeros([M * N])]
  const [x, y, shift, to] = [a, b, bias, out].map((t) => backend.address(t)) as [
    number,
    number,
    number,
    number,
  ]
  const bytes = kernels.gemmScratch(0, N)
  const packed = backend.reserve(32 * Math.ceil(N / 8) * K)
  backend.withScratch(3 * bytes, (scratch) => {
    for (const transposed of [0, 1]) {
      const apart = transposed ? K : N
      const product = (from: number, ld: number, parts: number) => {
        for (let part = parts - 1; part >= 0; part--)
          kernels.gemm(0, transposed, M, N, K, x, K, from, ld, to, N, shift, 1, scratch, bytes, part, parts)
        return out.dataSync()
      }
      const plain = product(y, apart, 1)
      for (const parts of [1, 2, 3]) {
        for (let part = 0; part < parts; part++)
          kernels.packColumns(transposed, N, K, y, apart, packed, part, parts)
        expect(product(packed, 0, parts)).toEqual(plain)
      }
    }
  })
  backend.release(packed)
  tf.dispose([a, b, bias, out])
})
