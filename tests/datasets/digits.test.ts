import { describe, expect, it } from 'vitest'
import { type DigitsOptions, digits } from '../../datasets/index.js'
import { tf } from '../../src/engine/index.js'
import { expectNoLeak } from '../harness/leaks.js'

const load = async (options: DigitsOptions) => {
  const { train, test, source } = await digits.load(options)
  const result = {
    x: train.x.dataSync() as Float32Array,
    y: train.y.dataSync(),
    testX: test.x.dataSync() as Float32Array,
    shapes: [train.x.shape, train.y.shape, test.x.shape, test.y.shape],
    dtypes: [train.x.dtype, train.y.dtype],
    source,
  }
  tf.dispose([train.x, train.y, test.x, test.y])
  return result
}

describe('digits.load', () => {
  it('has the forms of MNIST', async () => {
    await expectNoLeak(async () => {
      const plain = await load({ train: 20, test: 5 })
      expect(plain.shapes).toEqual([[20, 28, 28, 1], [20], [5, 28, 28, 1], [5]])
      expect(plain.dtypes).toEqual(['float32', 'int32'])
      expect(plain.source).toEqual({ from: 'drawn' })
      const other = await load({ train: 20, test: 5, flatten: true, oneHot: true, normalize: false })
      expect(other.shapes).toEqual([
        [20, 784],
        [20, 10],
        [5, 784],
        [5, 10],
      ])
      expect(other.x).toBeAllclose(
        plain.x.map((v) => v * 255),
        { atol: 1e-3 },
      )
    })
  })

  it('draws the same for the same seed, however many, and others for another seed', async () => {
    const few = await load({ train: 30, test: 10, seed: 5 })
    const many = await load({ train: 60, test: 20, seed: 5 })
    expect(many.x.subarray(0, few.x.length)).toEqual(few.x)
    expect(many.testX.subarray(0, few.testX.length)).toEqual(few.testX)
    expect(few.testX).not.toEqual(few.x.subarray(0, few.testX.length))
    expect((await load({ train: 30, test: 10, seed: 6 })).x).not.toEqual(few.x)
    expect((await load({ train: 30, test: 10, seed: 5 + 2 ** 40 })).x).not.toEqual(few.x)
  })

  it('looks like MNIST in its statistics', async () => {
    const n = 1500
    const { x, y } = await load({ train: n, test: 1 })
    const mean = x.reduce((sum, v) => sum + v, 0) / x.length
    expect(mean).toBeGreaterThan(0.11) // MNIST: 0.131
    expect(mean).toBeLessThan(0.15)
    const inked = x.filter((v) => v > 0).length / x.length
    expect(inked).toBeGreaterThan(0.16) // MNIST: 0.191
    expect(inked).toBeLessThan(0.22)
    const counts = new Array(10).fill(0)
    for (const label of y) counts[label]++
    expect(Math.min(...counts)).toBeGreaterThan(n / 20)

    for (let i = 0; i < n; i++) {
      const image = x.subarray(i * 784, (i + 1) * 784)
      let [mass, sumX, sumY, left, right, top, bottom] = [0, 0, 0, 28, -1, 28, -1]
      image.forEach((v, k) => {
        const [px, py] = [k % 28, Math.floor(k / 28)]
        mass += v
        sumX += v * px
        sumY += v * py
        if (v <= 0.05) return
        left = Math.min(left, px)
        right = Math.max(right, px)
        top = Math.min(top, py)
        bottom = Math.max(bottom, py)
      })
      expect(Math.abs(sumX / mass - 14)).toBeLessThan(0.6)
      expect(Math.abs(sumY / mass - 14)).toBeLessThan(0.6)
      const longest = Math.max(right - left, bottom - top) + 1
      expect(longest).toBeGreaterThanOrEqual(18)
      expect(longest).toBeLessThanOrEqual(21)
    }
  })

  it('refuses numbers that make no sense', async () => {
    await expect(digits.load({ train: 0 })).rejects.toThrow(
      'train must be a positive integer. Received: train=0',
    )
    await expect(digits.load({ seed: 1.5 })).rejects.toThrow('seed must be an integer')
  })
})
