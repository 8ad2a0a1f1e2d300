import type { KeratinWasmBackend } from '../backend.js'

/** A row-major matrix in memory, or its transpose. */
export interface Matrix {
  address: number
  /** Floats from one row to the next. */
  stride: number
  transposed?: boolean
}

/** C[M][N] = relu?(A B + bias). The inner dimension may not be empty. */
export function gemm(
  backend: KeratinWasmBackend,
  [M, N, K]: readonly [number, number, number],
  a: Matrix,
  b: Matrix,
  c: Matrix,
  { bias = 0, relu = false }: { bias?: number; relu?: boolean } = {},
): void {
  const { kernels, pool } = backend
  const ta = a.transposed ? 1 : 0
  const tb = b.transposed ? 1 : 0
  const bytes = kernels.gemmScratch(ta, N)
  backend.withScratch(bytes * pool.threads, (scratch) => {
    const matrices = [a.address, a.stride, b.address, b.stride, c.address, c.stride]
    backend.run('gemm', 2 * M * N * K, ta, tb, M, N, K, ...matrices, bias, relu ? 1 : 0, scratch, bytes)
  })
}
