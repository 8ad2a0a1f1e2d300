import { createHash } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { setEngine, tf } from '../../../src/engine/index.js'
import { KeratinWasmBackend } from '../../../src/engine/wasm/backend.js'
import { gemm } from '../../../src/engine/wasm/kernels/gemm.js'
import { bindKernels, loadBinary } from '../../../src/engine/wasm/load.js'
import { ThreadPool } from '../../../src/engine/wasm/pool.js'
import { computations } from './computations.js'

let backend: KeratinWasmBackend

beforeAll(async () => {
  await setEngine('wasm')
  backend = tf.backend() as KeratinWasmBackend
  expect(backend).toBeInstanceOf(KeratinWasmBackend)
})
afterEach(() => {
  vi.restoreAllMocks()
})

const bits = (tensor: tf.Tensor) => createHash('sha256').update(tensor.dataSync()).digest('hex')

describe('any number of threads', () => {
  it.each(computations)('gives the same bits: %s', (_, compute) => {
    const results = [1, 2, 3, 4, 7].map((parts) => {
      vi.spyOn(backend.pool, 'threads', 'get').mockReturnValue(parts)
      // the parts one after the other on this thread: any order must do, so the last one first
      vi.spyOn(backend.pool, 'run').mockImplementation((kernel, _work, args) => {
        for (let part = parts - 1; part >= 0; part--) backend.kernels[kernel](...args, part, parts)
      })
      return tf.tidy(() => compute().map(bits))
    })
    for (const result of results) expect(result).toEqual(results[0])
  })

  it('computes on threads what one thread computes, again and again', async () => {
    const { wasm, memory } = await loadBinary(true)
    const { kernels, module } = bindKernels(true, memory)
    const pool = new ThreadPool(kernels, module, memory, 3)
    const threaded = new KeratinWasmBackend(wasm, kernels, pool)
    const n = 130
    const values = Float32Array.from({ length: n * n }, (_, i) => Math.sin(i))
    const a = threaded.makeOutput([n, n], 'float32', undefined, values)
    const out = threaded.output([n, n])
    const product = () => {
      const matrix = (tensor: tf.TensorInfo) => ({ address: threaded.address(tensor), stride: n })
      gemm(threaded, [n, n, n], matrix(a), matrix(a), matrix(out))
      return createHash('sha256')
        .update(threaded.readSync(out.dataId) as Float32Array)
        .digest('hex')
    }
    expect(pool.threads).toBe(3)
    const alone = product()
    expect(pool.ready).toBe(false)
    // they start when there was enough to share
    const untilReady = () => {
      expect(product()).toBe(alone)
      expect(pool.ready).toBe(true)
    }
    await vi.waitFor(untilReady, { timeout: 600_000 })
    const [start, before] = [performance.now(), pool.waited]
    for (let i = 0; i < 200; i++) expect(product()).toBe(alone)
    expect(pool.waited).toBeGreaterThanOrEqual(before)
    expect(pool.waited - before).toBeLessThanOrEqual(performance.now() - start)
    pool.stop()
    expect(product()).toBe(alone)
  })
})
