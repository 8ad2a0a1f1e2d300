import { tf } from '../../src/engine/index.js'
import type { KeratinWasmBackend } from '../../src/engine/wasm/backend.js'

const ROUNDS = 20

/** GFLOP/s of one thread as fast as the inner loop multiplies and adds, on operands in the first-level cache. */
export function measurePeak(backend: KeratinWasmBackend): number {
  const [M, N, K] = [48, 8, 128]
  const operands = [
    [M, K],
    [K, N],
    [M, N],
  ].map((shape) => tf.randomNormal(shape, 0, 0.1, 'float32', 7))
  const [a, b, c] = operands.map((t) => backend.address(t)) as [number, number, number]
  const times = 2000
  const { kernels } = backend
  let least = Number.POSITIVE_INFINITY
  backend.withScratch(kernels.gemmScratch(0, N), (scratch) => {
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now()
      for (let i = 0; i < times; i++) kernels.gemm(0, 0, M, N, K, a, K, b, N, c, N, 0, 0, scratch, 0, 0, 1)
      least = Math.min(least, performance.now() - start)
    }
  })
  tf.dispose(operands)
  return (2 * M * N * K * times) / least / 1e6
}
