import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchNorm, normalizesChannels, scaleChannels, tf } from '../../../src/engine/index.js'
import { checkOperator } from '../operators/check.js'
import { map, type Nd, randomNd } from '../operators/reference.js'

const epsilon = 1e-3
const cases = fc.record({
  batch: fc.integer({ min: 1, max: 6 }),
  width: fc.integer({ min: 1, max: 4 }),
  channels: fc.integer({ min: 1, max: 9 }),
  seed: fc.integer(),
})

const eachChannel = <T>(n: number, f: (c: number) => T) => Array.from({ length: n }, (_, c) => f(c))
const ofChannel = (x: Nd, c: number) => x.data.filter((_, i) => i % x.shape.at(-1)! === c)
const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length

/** Batch normalization in float64. */
function normalized(x: Nd, gamma: Nd, beta: Nd): Nd {
  const C = x.shape.at(-1)!
  const means = eachChannel(C, (c) => mean(ofChannel(x, c)))
  const variances = eachChannel(C, (c) => mean(ofChannel(x, c).map((v) => (v - means[c]!) ** 2)))
  const y = map(x, (v) => v)
  y.data.forEach((v, i) => {
    const c = i % C
    y.data[i] = (gamma.data[c]! * (v - means[c]!)) / Math.sqrt(variances[c]! + epsilon) + beta.data[c]!
  })
  return y
}

describe.runIf(normalizesChannels(tf.ones([1])))('batchNorm', () => {
  it('has value and gradients of the formula', () => {
    fc.assert(
      fc.property(cases, ({ batch, width, channels, seed }) => {
        checkOperator({
          inputs: [
            randomNd([batch, width, channels], seed),
            randomNd([channels], seed + 1, 0.5, 2),
            randomNd([channels], seed + 2),
          ],
          operator: (x, gamma, beta) => batchNorm(x!, gamma, beta, epsilon).y,
          reference: normalized as (...arrays: Nd[]) => Nd,
          tolerance: { atol: 1e-4, rtol: 1e-4 },
        })
      }),
      { numRuns: 25, seed: 1 },
    )
  })

  it('gives mean and variance, also of large numbers and many rows', () => {
    const before = tf.memory().numTensors
    tf.tidy(() => {
      const x = randomNd([5000, 7], 3, 99, 101)
      const { mean: means, variance } = batchNorm(
        tf.tensor(Float32Array.from(x.data), [5000, 7]),
        undefined,
        undefined,
        epsilon,
      )
      const exact = eachChannel(7, (c) => mean(ofChannel(x, c)))
      expect(means).toBeAllclose(Float32Array.from(exact), { rtol: 1e-6 })
      const spread = eachChannel(7, (c) => mean(ofChannel(x, c).map((v) => (v - exact[c]!) ** 2)))
      expect(variance).toBeAllclose(Float32Array.from(spread), { rtol: 1e-4 })
    })
    expect(tf.memory().numTensors).toBe(before)
  })

  it('scales and shifts channels', () => {
    checkOperator({
      inputs: [randomNd([3, 4, 6], 1), randomNd([6], 2), randomNd([6], 3)],
      operator: (x, scale, shift) => scaleChannels(x!, scale!, shift!),
      reference: (x, scale, shift) => {
        const y = map(x!, (v) => v)
        y.data.forEach((v, i) => {
          y.data[i] = v * scale!.data[i % 6]! + shift!.data[i % 6]!
        })
        return y
      },
    })
  })
})
