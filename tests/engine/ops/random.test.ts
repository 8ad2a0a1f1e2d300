import { afterAll, describe, expect, it } from 'vitest'
import { setEngine, statelessNormal, statelessUniform, tf } from '../../../src/engine/index.js'

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

describe('statelessNormal', () => {
  it('has the moments and tails of the standard normal distribution', () => {
    tf.tidy(() => {
      const values = [...statelessNormal([201, 999], 1447).dataSync()]
      const mean = (f: (v: number) => number) => values.reduce((sum, v) => sum + f(v), 0) / values.length
      expect(values.every(Number.isFinite)).toBe(true)
      expect(mean((v) => v)).toBeCloseTo(0, 2)
      expect(mean((v) => v ** 2)).toBeCloseTo(1, 1)
      expect(mean((v) => v ** 3)).toBeCloseTo(0, 1)
      expect(mean((v) => v ** 4)).toBeCloseTo(3, 0)
      expect(mean((v) => (Math.abs(v) > 1.959964 ? 1 : 0))).toBeCloseTo(0.05, 2)
    })
  })

  it('depends on the seed only, and leaves no tensors', () => {
    const before = tf.memory().numTensors
    const [a, b, c] = [1, 1, 2].map((seed) => statelessNormal([7], seed))
    expect(a).toBeAllclose(b!)
    expect([...a!.dataSync()]).not.toEqual([...c!.dataSync()])
    tf.dispose([a!, b!, c!])
    expect(tf.memory().numTensors).toBe(before)
  })
})
