import { afterAll, describe, expect, it } from 'vitest'
import { setEngine, statelessUniform, tf } from '../../../src/engine/index.js'

describe('statelessUniform', () => {
  afterAll(() => setEngine('auto'))

  it('gives the same bits on the wasm and on the cpu engine, for any seed', async () => {
    const seeds = [
      0,
      1,
      -1,
      1447,
      2 ** 40 + 3,
      [7, 8] as [number, number],
      [0xffffffff, 0x80000000] as [number, number],
    ]
    const draw = () =>
      seeds.map((seed) => Array.from(tf.tidy(() => statelessUniform([3, 11, 5], seed).dataSync())))
    await setEngine('wasm')
    const here = draw()
    await setEngine('cpu')
    expect(draw()).toEqual(here)
    await setEngine('wasm')
    expect(new Set(here.map((values) => values.join())).size).toBe(seeds.length)
  })

  it('is uniform in [0, 1), without correlation between neighbours, seeds, or seed and index', () => {
    tf.tidy(() => {
      const n = 200_000
      const draws = [1, 2, 3].map((seed) => statelessUniform([n], seed).dataSync())
      const mean = (f: (i: number) => number) => {
        let sum = 0
        for (let i = 0; i < n; i++) sum += f(i)
        return sum / n
      }
      for (const u of draws) {
        expect(Math.min(...u.subarray(0, 50_000))).toBeGreaterThanOrEqual(0)
        expect(u.every((v) => v < 1)).toBe(true)
        expect(mean((i) => u[i]!)).toBeCloseTo(1 / 2, 2)
        expect(mean((i) => (u[i]! - 0.5) ** 2)).toBeCloseTo(1 / 12, 2)
        const counts = new Array(64).fill(0)
        for (const v of u) counts[Math.floor(v * 64)]++
        const chi2 = counts.reduce((sum, c) => sum + (c - n / 64) ** 2 / (n / 64), 0)
        expect(chi2).toBeLessThan(120)
        for (const lag of [1, 2, 4, 64]) {
          expect(Math.abs(mean((i) => (u[i]! - 0.5) * (u[(i + lag) % n]! - 0.5)))).toBeLessThan(0.001)
        }
      }
      for (const lag of [0, 1]) {
        const [a, b] = draws as [Float32Array, Float32Array]
        expect(Math.abs(mean((i) => (a[i]! - 0.5) * (b[(i + lag) % n]! - 0.5)))).toBeLessThan(0.001)
      }
    })
  })
})
